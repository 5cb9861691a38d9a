package sqsbus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go/logging"
)

// Config says where the queues are. All services have the same. What is empty is as AWS's own settings say: AWS_REGION, a profile, the role
// of the machine or the pod.
type Config struct {
	Region       string        `env:"EVENTS_REGION"`                                          // eu-central-1
	Endpoint     string        `env:"EVENTS_ENDPOINT"`                                        // URL of a server with SQS's API; "": that of AWS in the region
	KeyID        string        `env:"EVENTS_ACCESS_KEY_ID"`                                   // who signs requests
	Key          string        `env:"EVENTS_SECRET_ACCESS_KEY" redact:"true"`                 // of KeyID
	CreateQueues bool          `env:"EVENTS_CREATE_QUEUES" envDefault:"true"`                 // false: somebody else creates them
	Retention    time.Duration `env:"EVENTS_RETENTION"     envDefault:"168h" positive:"true"` // how long a queue that is created keeps events
	MaxBytes     int           `env:"EVENTS_MAX_BYTES"     envDefault:"524288"`               // of an event, as the outbox has it
}

// What SQS allows a queue to keep messages.
const (
	minRetention = time.Minute
	maxRetention = 14 * 24 * time.Hour
)

// largest is the size of the largest event whose message SQS takes, in bytes.
const largest = (maxBytes - envelope) / 4 * 3

// Check says what is wrong with the settings, for package config.
func (c Config) Check() error {
	if u, err := url.Parse(c.Endpoint); err != nil || c.Endpoint != "" && (u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("EVENTS_ENDPOINT must be a URL such as https://sqs.eu-central-1.amazonaws.com")
	}
	if (c.KeyID == "") != (c.Key == "") {
		return errors.New("EVENTS_ACCESS_KEY_ID and EVENTS_SECRET_ACCESS_KEY must be set together")
	}
	if c.Retention < minRetention || c.Retention > maxRetention {
		return fmt.Errorf("EVENTS_RETENTION must be 1m to 336h with SQS, not %s", c.Retention)
	}
	if c.MaxBytes > largest {
		return fmt.Errorf("EVENTS_MAX_BYTES must be at most %d with SQS", largest)
	}
	return nil
}

// maxBackoff is the longest wait of the client between its attempts. Those who publish and receive try again after these, and wait longer.
const maxBackoff = time.Second

// client returns a client. It does not wait for SQS. What it has to say that is no error is for debugging.
func (c Config) client(ctx context.Context, log *slog.Logger) (*sqs.Client, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	options := []func(*config.LoadOptions) error{
		config.WithRetryer(func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxBackoff = maxBackoff })
		}),
		config.WithLogger(logging.LoggerFunc(func(_ logging.Classification, format string, args ...any) {
			log.DebugContext(ctx, fmt.Sprintf(format, args...))
		})),
	}
	if c.Region != "" {
		options = append(options, config.WithRegion(c.Region))
	}
	if c.KeyID != "" {
		options = append(options, config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(c.KeyID, c.Key, "")))
	}
	settings, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("read AWS's settings: %w", err)
	}
	if settings.Region == "" {
		return nil, errors.New("EVENTS_REGION is not set, and AWS's own settings name no region")
	}
	return sqs.NewFromConfig(settings, func(o *sqs.Options) {
		if c.Endpoint != "" {
			o.BaseEndpoint = aws.String(c.Endpoint)
		}
	}), nil
}

// failed adds where the queues are to an error.
func (c Config) failed(queue string, err error) error {
	return fmt.Errorf("queue %s at %s: %w", queue, cmp.Or(c.Endpoint, "SQS"), err)
}
