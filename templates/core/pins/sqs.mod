require github.com/aws/aws-sdk-go-v2 v1.48.0
require github.com/aws/aws-sdk-go-v2/config v1.33.18
require github.com/aws/aws-sdk-go-v2/credentials v1.21.0
require github.com/aws/aws-sdk-go-v2/service/sqs v1.53.0
require github.com/aws/smithy-go v1.28.9
require github.com/aws/aws-sdk-go-v2/feature/ec2/imds v1.20.9 // indirect
require github.com/aws/aws-sdk-go-v2/internal/configsources v1.5.12 // indirect
require github.com/aws/aws-sdk-go-v2/internal/endpoints/v2 v2.8.12 // indirect
require github.com/aws/aws-sdk-go-v2/internal/v4a v1.5.12 // indirect
require github.com/aws/aws-sdk-go-v2/service/internal/accept-encoding v1.13.25 // indirect
require github.com/aws/aws-sdk-go-v2/service/internal/presigned-url v1.14.12 // indirect
require github.com/aws/aws-sdk-go-v2/service/signin v1.13.1 // indirect
require github.com/aws/aws-sdk-go-v2/service/sso v1.39.5 // indirect
require github.com/aws/aws-sdk-go-v2/service/ssooidc v1.44.5 // indirect
require github.com/aws/aws-sdk-go-v2/service/sts v1.52.0 // indirect
