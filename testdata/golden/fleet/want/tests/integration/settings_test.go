package integration_test

// settings are the variables that your own configuration needs in the tests: {"MAILER_KEY": "none"} and the like, with the
// prefix of the service before the name.
func settings() map[string]string {
	return nil
}
