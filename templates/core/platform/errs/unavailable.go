package errs

// Unavailable means that a service that this one calls cannot be reached or does not answer in time. The same request may succeed later.
func Unavailable(service string, cause error) *Error {
	return &Error{Kind: KindUnavailable, Reason: "SERVICE_UNAVAILABLE", Message: "the " + service + " service is unavailable", Cause: cause}
}
