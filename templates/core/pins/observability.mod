require github.com/exaring/otelpgx v0.13.0
require github.com/prometheus/client_golang v1.24.1
require go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc v0.72.0
require go.opentelemetry.io/contrib/instrumentation/runtime v0.72.0
require go.opentelemetry.io/otel v1.47.0
require go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc v1.47.0
require go.opentelemetry.io/otel/exporters/prometheus v0.69.0
require go.opentelemetry.io/otel/metric v1.47.0
require go.opentelemetry.io/otel/sdk v1.47.0
require go.opentelemetry.io/otel/sdk/metric v1.47.0
require go.opentelemetry.io/otel/trace v1.47.0
require go.opentelemetry.io/proto/otlp v1.11.0
require github.com/beorn7/perks v1.0.1 // indirect
require github.com/cenkalti/backoff/v5 v5.0.3 // indirect
require github.com/cespare/xxhash/v2 v2.3.0 // indirect
require github.com/go-logr/logr v1.4.4 // indirect
require github.com/go-logr/stdr v1.2.2 // indirect
require github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
require github.com/prometheus/client_model v0.6.3 // indirect
require github.com/prometheus/common v0.72.0 // indirect
require github.com/prometheus/otlptranslator v1.0.0 // indirect
require github.com/prometheus/procfs v0.22.0 // indirect
require go.opentelemetry.io/auto/sdk v1.2.1 // indirect
require go.opentelemetry.io/otel/exporters/otlp/otlptrace v1.47.0 // indirect
require go.opentelemetry.io/otel/log v1.47.0 // indirect
