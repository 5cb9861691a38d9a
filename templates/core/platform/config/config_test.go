package config

import (
	"errors"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

type database struct {
	URL      string `env:"DATABASE_URL,notEmpty" redact:"true"`
	MaxConns int32  `env:"DATABASE_MAX_CONNS" envDefault:"10"`
}

type settings struct {
	Postgres database
	Primary  database      `envPrefix:"PRIMARY_"`
	Token    string        `env:"TOKEN,required"`
	Broker   string        `env:"BROKER"`
	Level    slog.Level    `env:"LEVEL" envDefault:"info"`
	Wait     time.Duration `env:"WAIT" envDefault:"5s"`
	Debug    bool          `env:"DEBUG"`
	Origins  []string      `env:"ORIGINS"`
	DSN      string        `env:"DSN"`
	Mirror   *url.URL      `env:"MIRROR"`
}

func TestLoad(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(secret, []byte("postgres://from-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("APP_DATABASE_URL", "postgres://plain")
	t.Setenv("APP_PRIMARY_DATABASE_URL_FILE", secret)
	t.Setenv("APP_ORIGINS", "a,b")
	t.Setenv("APP_TOKEN", "")
	t.Setenv("APP_BROKER", "amqp://me:secret@host/path")
	t.Setenv("APP_DSN", "host=db password=secret")
	t.Setenv("APP_MIRROR", "https://host/path")

	cfg, err := Load[settings]("APP_")
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Postgres.URL != "postgres://plain" || cfg.Primary.URL != "postgres://from-file" || cfg.Wait != 5*time.Second || len(cfg.Origins) != 2 {
		t.Errorf("got %+v", cfg)
	}

	var out strings.Builder
	if err := Print(&out, cfg, "APP_"); err != nil {
		t.Fatal(err)
	}
	want := `APP_DATABASE_URL=***
APP_DATABASE_MAX_CONNS=10
APP_PRIMARY_DATABASE_URL=***
APP_PRIMARY_DATABASE_MAX_CONNS=10
APP_TOKEN=
APP_BROKER=amqp://me:xxxxx@host/path
APP_LEVEL=INFO
APP_WAIT=5s
APP_DEBUG=false
APP_ORIGINS=a,b
APP_DSN=***
APP_MIRROR=https://host/path
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestLoadReportsAll(t *testing.T) {
	t.Setenv("APP_DATABASE_URL_FILE", "/does/not/exist")
	t.Setenv("APP_PRIMARY_DATABASE_URL", "")
	t.Setenv("APP_DATABASE_MAX_CONNS", "many")
	t.Setenv("APP_LEVEL", "loud")
	t.Setenv("APP_WAIT", "5")
	t.Setenv("APP_DEBUG", "perhaps")
	t.Setenv("APP_MIRROR", "https://me:secret@ho st")

	_, err := Load[settings]("APP_")
	if err == nil {
		t.Fatal("no error")
	}
	want := `APP_DATABASE_URL_FILE: open /does/not/exist: no such file or directory
APP_DATABASE_MAX_CONNS must be a whole number
APP_PRIMARY_DATABASE_URL is not set
APP_TOKEN is not set
APP_LEVEL is not valid: slog: level string "loud": unknown name
APP_WAIT must be a duration such as 1m30s
APP_DEBUG must be true or false
APP_MIRROR is not valid`
	if err.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", err, want)
	}
}

func TestPositive(t *testing.T) {
	type limits struct {
		Count int           `env:"COUNT" envDefault:"1" positive:"true"`
		Time  time.Duration `env:"TIME" envDefault:"1s" positive:"true"`
	}
	if _, err := Load[limits](""); err != nil {
		t.Error(err)
	}
	t.Setenv("COUNT", "0")
	t.Setenv("TIME", "-1s")
	if _, err := Load[limits](""); err == nil || err.Error() != "COUNT must be more than 0\nTIME must be more than 0" {
		t.Errorf("got %v", err)
	}
}

// TestRulesBesideMissing proves that what breaks a rule is reported together with what is missing.
func TestRulesBesideMissing(t *testing.T) {
	type settings struct {
		URL     string `env:"URL,notEmpty"`
		Count   int    `env:"COUNT" positive:"true"`
		Tries   int    `env:"TRIES" positive:"true"`
		Checked `envPrefix:"ALL_"`
		Needing struct {
			Needed Needing
		}
	}
	t.Setenv("COUNT", "0")
	t.Setenv("TRIES", "many")
	t.Setenv("ALL_NAME", "wrong")
	_, err := Load[settings]("")
	if want := "URL is not set\nTRIES must be a whole number\nNEEDED is not set\nCOUNT must be more than 0\nALL_NAME is wrong"; err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Needing has a rule that fails without its variable.
type Needing struct {
	Needed string `env:"NEEDED,required"`
}

func (n Needing) Check() error { return errors.New("NEEDED is " + n.Needed) }

// stack has two services that share settings.
type stack struct {
	Catalog service `envPrefix:"CATALOG_"`
	Orders  service `envPrefix:"ORDERS_"`
}

type service struct {
	Addr   string `env:"ADDR" envDefault:":80"`
	DSN    string `env:"ERRORS_DSN,required" redact:"true" shared:"true"`
	Broker broker `envPrefix:"BROKER_" shared:"true"`
}

type broker struct {
	URL   string `env:"URL,notEmpty"`
	Tries int    `env:"TRIES" envDefault:"3" positive:"true"`
}

func TestShared(t *testing.T) {
	token := filepath.Join(t.TempDir(), "dsn")
	if err := os.WriteFile(token, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ERRORS_DSN_FILE", token)
	t.Setenv("BROKER_URL", "kafka:9092")
	t.Setenv("ORDERS_BROKER_URL", "not shared, so not read")
	t.Setenv("ORDERS_ADDR", ":81")
	cfg, err := Load[stack]("")
	if err != nil {
		t.Fatal(err)
	}
	catalog := service{Addr: ":80", DSN: "secret", Broker: broker{URL: "kafka:9092", Tries: 3}}
	orders := catalog
	orders.Addr = ":81"
	if want := (stack{catalog, orders}); cfg != want {
		t.Errorf("got %+v, want %+v", cfg, want)
	}
	if alone, err := Load[service]("ORDERS_"); err != nil || alone != orders {
		t.Errorf("the service alone: got %+v, %v, want %+v", alone, err, orders)
	}

	var out strings.Builder
	if err := Print(&out, cfg, ""); err != nil {
		t.Fatal(err)
	}
	if want := "CATALOG_ADDR=:80\nERRORS_DSN=***\nBROKER_URL=kafka:9092\nBROKER_TRIES=3\nORDERS_ADDR=:81\n"; out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}

	t.Setenv("BROKER_TRIES", "0")
	if _, err = Load[stack](""); err == nil || err.Error() != "BROKER_TRIES must be more than 0" {
		t.Errorf("got %v", err)
	}
	t.Setenv("BROKER_TRIES", "many")
	t.Setenv("BROKER_URL", "")
	if _, err = Load[stack](""); err == nil || err.Error() != "BROKER_URL is not set\nBROKER_TRIES must be a whole number" {
		t.Errorf("got %v", err)
	}
}

func TestBothNameAndFile(t *testing.T) {
	t.Setenv("DATABASE_URL", "a")
	t.Setenv("DATABASE_URL_FILE", "b")
	_, err := Load[database]("")
	if err == nil || err.Error() != "DATABASE_URL and DATABASE_URL_FILE are both set" {
		t.Errorf("got %v", err)
	}
}

func TestUnreadableFileIsOneProblem(t *testing.T) {
	t.Setenv("DATABASE_URL_FILE", "/does/not/exist")
	_, err := Load[database]("")
	if err == nil || err.Error() != "DATABASE_URL_FILE: open /does/not/exist: no such file or directory" {
		t.Errorf("got %v", err)
	}
}

func TestBadStruct(t *testing.T) {
	_, err := Load[struct {
		Ch chan int `env:"CH"`
	}]("")
	if err != nil {
		t.Errorf("unset: %v", err)
	}
	t.Setenv("CH", "x")
	if _, err = Load[struct {
		Ch chan int `env:"CH"`
	}](""); err == nil {
		t.Error("no error")
	}
}

// warned is a struct of settings that warns of one of them.
type warned struct {
	Addr string `env:"ADDR"`
}

func (w warned) Warning() string {
	if w.Addr != "" {
		return ""
	}
	return "ADDR is not set"
}

// TestPrintWarns holds that the last line says what the settings warn of.
func TestPrintWarns(t *testing.T) {
	for cfg, want := range map[warned]string{{"here"}: "ADDR=here\n", {}: "ADDR=\n# warning: ADDR is not set\n"} {
		var out strings.Builder
		if err := Print(&out, cfg, ""); err != nil || out.String() != want {
			t.Errorf("got %q, %v, want %q", out.String(), err, want)
		}
	}
}

// TestPrintHidesBrokenURLs prints URLs whose password is not encoded, which is when somebody calls --print-config.
func TestPrintHidesBrokenURLs(t *testing.T) {
	for _, url := range []string{
		"postgres://u:Sup3r#Secret@db:5432/x",
		"postgres://u:Sup3r/Secret@db:5432/x",
		"postgres://u:12/Secret@db:5432/x",
		"postgres://u:Sup3r?Secret@db:5432/x",
		"postgres://u:12?Secret@db:5432/x",
		"postgres://u:Sup3r%Secret@db:5432/x",
		"postgres://u:Sup3r[Secret@db:5432/x",
		"postgres://u:Sup3r]Secret@db:5432/x",
		"postgres://u:Sup3r Secret@db:5432/x",
		"postgres://u:Sup3r@Secret@db:5432/x",
		"postgres://u:Sup3r\\Secret@db:5432/x",
		"postgres://u:Secret@db:port/x",
		"postgres://u:Secret@db:5432:5432/x",
		"postgres://u:Secret",
		"postgres:/u:Secret@db:5432/x",
		"u:Secret@db:5432/x",
		"//u:Secret@db/x@y",
		"host=db user=u password = Secret",
		"amqp://u:Secret@a,amqp://u:Secret@b",
	} {
		var out strings.Builder
		if err := Print(&out, struct {
			URL string `env:"URL"`
		}{url}, ""); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); strings.Contains(text, "Secret") || strings.Contains(text, "Sup3r") {
			t.Errorf("%s: %s", url, text)
		}
	}
	for value, want := range map[string]string{
		"postgres://u:Secret@db:5432/x?sslmode=disable": "postgres://u:xxxxx@db:5432/x?sslmode=disable",
		":8080":            ":8080",
		"127.0.0.1:8080":   "127.0.0.1:8080",
		"me@example.com":   "me@example.com",
		"dns:///host:5432": "dns:///host:5432",
		"50%":              "50%",
	} {
		if got := redact(value); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}

type Checked struct {
	Name string `env:"NAME" envDefault:"x"`
}

func (c Checked) Check() error {
	if c.Name == "wrong" {
		return errors.New("NAME is wrong")
	}
	return nil
}

func TestCheck(t *testing.T) {
	type settings struct {
		One struct {
			Checked
		} `envPrefix:"ONE_"`
		Shared Checked `envPrefix:"ALL_" shared:"true"`
		Checked
	}
	t.Setenv("APP_ONE_NAME", "wrong")
	t.Setenv("ALL_NAME", "wrong")
	if _, err := Load[settings]("APP_"); err == nil || err.Error() != "APP_ONE_NAME is wrong\nALL_NAME is wrong" {
		t.Errorf("got %v", err)
	}
	type sharing struct {
		Shared Checked `envPrefix:"ALL_" shared:"true"`
	}
	type several struct {
		Catalog sharing `envPrefix:"CATALOG_"`
		Orders  sharing `envPrefix:"ORDERS_"`
	}
	if _, err := Load[several](""); err == nil || err.Error() != "ALL_NAME is wrong" {
		t.Errorf("what services share is wrong: got %v", err)
	}
}
