package app

// Custom is what your own code takes from the environment. A field is a variable:
//
//	MailerKey string `env:"MAILER_KEY,notEmpty" redact:"true"`
//
// is PEOPLE_MAILER_KEY, or PEOPLE_MAILER_KEY_FILE, the name of a file that holds it. It must be set, in
// tests/integration/settings_test.go for the tests, and --print-config shows it as ***.
type Custom struct{}
