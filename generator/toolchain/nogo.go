package toolchain

// NoGoError says that there is no go command.
type NoGoError struct{ Err error }

func (e *NoGoError) Error() string { return "find the go command: " + e.Err.Error() }
func (e *NoGoError) Unwrap() error { return e.Err }
