package signin

import (
	"errors"
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/config"
)

// Config says how long sessions live, and what the providers know this program as.
type Config struct {
	SessionConfig

	Google GoogleConfig `envPrefix:"GOOGLE_"`
	GitHub GitHubConfig `envPrefix:"GITHUB_"`
	OIDC   OIDCConfig   `envPrefix:"OIDC_"`
}

// Client is what a provider knows this program as. A provider without a client id is off.
type Client struct {
	ID     string `env:"CLIENT_ID"`
	Secret string `env:"CLIENT_SECRET" redact:"true"`
}

// GoogleConfig is the provider google.
type GoogleConfig struct {
	Client
	Issuer string `env:"ISSUER" envDefault:"https://accounts.google.com"`
}

// GitHubConfig is the provider github.
type GitHubConfig struct {
	Client
	URL string `env:"URL" envDefault:"https://github.com"` // of a GitHub Enterprise Server, if it is one
}

// OIDCConfig is the provider oidc: an issuer of the operator's choice.
type OIDCConfig struct {
	Client
	Issuer string `env:"ISSUER"`
}

// Check reports providers that are half configured or cannot be asked safely.
func (c Config) Check() error {
	return errors.Join(
		c.Google.check("GOOGLE_", "ISSUER", c.Google.Issuer),
		c.GitHub.check("GITHUB_", "URL", c.GitHub.URL),
		c.OIDC.check("OIDC_", "ISSUER", c.OIDC.Issuer),
	)
}

func (c Client) check(prefix, name, url string) error {
	switch {
	case c.ID == "":
		return nil
	case c.Secret == "":
		return fmt.Errorf("%sCLIENT_SECRET is not set, but %[1]sCLIENT_ID is", prefix)
	}
	if err := config.SafeURL(url); err != nil {
		return fmt.Errorf("%s%s %w", prefix, name, err)
	}
	return nil
}

// on returns the providers that names lists and that have a client.
func (c Config) on(names []string) map[string]provider {
	providers := map[string]provider{}
	for _, name := range names {
		switch {
		case name == "google" && c.Google.ID != "":
			providers[name] = newOIDC(name, c.Google.Client, c.Google.Issuer)
		case name == "github" && c.GitHub.ID != "":
			providers[name] = newGitHub(c.GitHub.Client, strings.TrimSuffix(c.GitHub.URL, "/"))
		case name == "oidc" && c.OIDC.ID != "":
			providers[name] = newOIDC(name, c.OIDC.Client, c.OIDC.Issuer)
		}
	}
	return providers
}
