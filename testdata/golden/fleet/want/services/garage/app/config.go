package app

// Custom is your own settings: MailerKey string `env:"MAILER_KEY,notEmpty" redact:"true"` is GARAGE_MAILER_KEY, or the file that
// GARAGE_MAILER_KEY_FILE names, and --print-config shows it as ***. With the tag shared:"true" it is MAILER_KEY for all services.
// A setting without a default needs a value for tests, in tests/integration/settings_test.go.
type Custom struct{}
