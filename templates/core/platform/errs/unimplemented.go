package errs

// ErrUnimplemented says that nobody has written yet what the request asks for. Over HTTP it is a 501.
var ErrUnimplemented = &Error{Kind: KindUnimplemented, Reason: "UNIMPLEMENTED", Message: "this is not written yet"}
