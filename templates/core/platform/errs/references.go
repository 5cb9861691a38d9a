package errs

// References is Reference for several fields. It returns nil for none.
func References(fields ...string) error {
	if len(fields) == 0 {
		return nil
	}
	violations := make([]Violation, len(fields))
	for i, field := range fields {
		violations[i] = Reference(field).Violations[0]
	}
	return invalid("REFERENCE_NOT_FOUND", violations...)
}
