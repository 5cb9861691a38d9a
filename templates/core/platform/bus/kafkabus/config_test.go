package kafkabus_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kfake"

	"github.com/svcgen/svcgen/templates/core/platform/bus/kafkabus"
	"github.com/svcgen/svcgen/templates/core/platform/config"
)

// TestSettings says what is wrong, without the values.
func TestSettings(t *testing.T) {
	for name, c := range map[string]struct {
		set  map[string]string
		want string // the error; "" for none
	}{
		"none":               {nil, ""},
		"brokers":            {map[string]string{"EVENTS_BROKERS": "one:9092,two:9092"}, ""},
		"no port":            {map[string]string{"EVENTS_BROKERS": "one"}, "EVENTS_BROKERS must be host:port,host:port"},
		"no partitions":      {map[string]string{"EVENTS_BROKERS": "one:1", "EVENTS_PARTITIONS": "0"}, "EVENTS_PARTITIONS must be more than 0"},
		"sign in":            {map[string]string{"EVENTS_BROKERS": "one:1", "EVENTS_SASL": "scram-sha-512", "EVENTS_USER": "u", "EVENTS_PASSWORD": "secret"}, ""},
		"unknown mechanism":  {map[string]string{"EVENTS_BROKERS": "one:1", "EVENTS_SASL": "ntlm", "EVENTS_USER": "u", "EVENTS_PASSWORD": "secret"}, "EVENTS_SASL must be plain, scram-sha-256 or scram-sha-512"},
		"nobody signs in":    {map[string]string{"EVENTS_BROKERS": "one:1", "EVENTS_SASL": "plain"}, "EVENTS_SASL=plain needs EVENTS_USER and EVENTS_PASSWORD"},
		"a password alone":   {map[string]string{"EVENTS_BROKERS": "one:1", "EVENTS_PASSWORD": "secret"}, "EVENTS_SASL is not set, but EVENTS_USER or EVENTS_PASSWORD is"},
		"no certificate":     {map[string]string{"EVENTS_BROKERS": "one:1", "EVENTS_TLS": "true", "EVENTS_CA": "secret"}, "EVENTS_CA has no certificate in PEM"},
		"a certificate only": {map[string]string{"EVENTS_BROKERS": "one:1", "EVENTS_CA": "secret"}, "EVENTS_CA is set, but EVENTS_TLS is not true"},
		"no retention":       {map[string]string{"EVENTS_RETENTION": "0s"}, "EVENTS_RETENTION must be more than 0"},
	} {
		t.Run(name, func(t *testing.T) {
			for variable, value := range c.set {
				t.Setenv(variable, value)
			}
			_, err := config.Load[struct {
				Bus kafkabus.Config `shared:"true"`
			}]("ORDERS_")
			if got := text(err); got != c.want || strings.Contains(got, "secret") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestSecured reaches brokers that want TLS and a password, and says why not if one is wrong.
func TestSecured(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(nil) // for its certificate
	defer server.Close()
	cluster := start(t, kfake.EnableSASL(), kfake.Superuser("PLAIN", "orders", "secret"), kfake.Superuser("SCRAM-SHA-256", "orders", "secret"),
		kfake.Superuser("SCRAM-SHA-512", "orders", "secret"), kfake.TLS(&tls.Config{Certificates: server.TLS.Certificates, MinVersion: tls.VersionTLS12}))
	secured := configOf(cluster.ListenAddrs()...)
	secured.TLS, secured.CA, secured.SASL, secured.User, secured.Password = true, pemOf(server.Certificate()), "plain", "orders", "secret"
	for name, c := range map[string]struct {
		edit func(*kafkabus.Config)
		want string // part of the error; "" for none
	}{
		"plain":             {func(*kafkabus.Config) {}, ""},
		"scram 256":         {func(c *kafkabus.Config) { c.SASL = "scram-sha-256" }, ""},
		"scram 512":         {func(c *kafkabus.Config) { c.SASL = "scram-sha-512" }, ""},
		"wrong password":    {func(c *kafkabus.Config) { c.Password = "another" }, "kafka at 127.0.0.1"},
		"unknown authority": {func(c *kafkabus.Config) { c.CA = "" }, "certificate signed by unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := secured
			c.edit(&cfg)
			b := open(t, cfg)
			defer b.Close()
			err := b.Ready(t.Context())
			if c.want == "" && err != nil || c.want != "" && !strings.Contains(text(err), c.want) || strings.Contains(text(err), "another") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func pemOf(c *x509.Certificate) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
}
