package kafkabus

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

// Config says where the brokers are. All services have the same.
type Config struct {
	Brokers      []string      `env:"EVENTS_BROKERS"`                                         // host:port of some; they tell of the others
	TLS          bool          `env:"EVENTS_TLS"           envDefault:"false"`                // connections are encrypted
	CA           string        `env:"EVENTS_CA"`                                              // the authorities of the brokers' certificates, in PEM; "": those of the system
	SASL         string        `env:"EVENTS_SASL"`                                            // plain, scram-sha-256 or scram-sha-512; "": nobody signs in
	User         string        `env:"EVENTS_USER"`                                            // who signs in
	Password     string        `env:"EVENTS_PASSWORD"      redact:"true"`                     // of User
	CreateTopics bool          `env:"EVENTS_CREATE_TOPICS" envDefault:"true"`                 // false: somebody else creates them
	Partitions   int32         `env:"EVENTS_PARTITIONS"    envDefault:"12"`                   // of a topic that is created
	Replication  int16         `env:"EVENTS_REPLICATION"   envDefault:"-1"`                   // of a topic that is created; -1: what the brokers have as default
	Retention    time.Duration `env:"EVENTS_RETENTION"     envDefault:"168h" positive:"true"` // how long a topic that is created keeps events
}

// Check says what is wrong with the settings, for package config.
func (c Config) Check() error {
	if len(c.Brokers) == 0 {
		return nil // programs that use no bus need none
	}
	_, err := c.options()
	return err
}

// failed adds the brokers to an error.
func (c Config) failed(err error) error {
	return fmt.Errorf("kafka at %s: %w", strings.Join(c.Brokers, ","), err)
}

// options returns what all clients of the brokers have.
func (c Config) options() ([]kgo.Opt, error) {
	for _, broker := range c.Brokers {
		if _, _, err := net.SplitHostPort(broker); err != nil {
			return nil, errors.New("EVENTS_BROKERS must be host:port,host:port")
		}
	}
	if c.Partitions < 1 {
		return nil, errors.New("EVENTS_PARTITIONS must be more than 0")
	}
	options := []kgo.Opt{kgo.SeedBrokers(c.Brokers...), kgo.MetadataMinAge(fresh)}
	if c.CA != "" && !c.TLS {
		return nil, errors.New("EVENTS_CA is set, but EVENTS_TLS is not true")
	}
	if c.TLS {
		encrypted := &tls.Config{MinVersion: tls.VersionTLS12}
		if c.CA != "" {
			encrypted.RootCAs = x509.NewCertPool()
			if !encrypted.RootCAs.AppendCertsFromPEM([]byte(c.CA)) {
				return nil, errors.New("EVENTS_CA has no certificate in PEM")
			}
		}
		options = append(options, kgo.DialTLSConfig(encrypted))
	}
	signIn, err := c.signIn()
	return append(options, signIn...), err
}

// signIn returns how clients sign in.
func (c Config) signIn() ([]kgo.Opt, error) {
	if c.SASL == "" {
		if c.User != "" || c.Password != "" {
			return nil, errors.New("EVENTS_SASL is not set, but EVENTS_USER or EVENTS_PASSWORD is")
		}
		return nil, nil
	}
	if c.User == "" || c.Password == "" {
		return nil, fmt.Errorf("EVENTS_SASL=%s needs EVENTS_USER and EVENTS_PASSWORD", c.SASL)
	}
	digest := scram.Auth{User: c.User, Pass: c.Password}
	switch c.SASL {
	case "plain":
		return []kgo.Opt{kgo.SASL(plain.Auth{User: c.User, Pass: c.Password}.AsMechanism())}, nil
	case "scram-sha-256":
		return []kgo.Opt{kgo.SASL(digest.AsSha256Mechanism())}, nil
	case "scram-sha-512":
		return []kgo.Opt{kgo.SASL(digest.AsSha512Mechanism())}, nil
	}
	return nil, errors.New("EVENTS_SASL must be plain, scram-sha-256 or scram-sha-512")
}
