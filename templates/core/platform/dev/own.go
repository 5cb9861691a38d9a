package dev

import "bytes"

// RequestID is the id of all requests that make dev sends by itself, to sign people in.
const RequestID = "make-dev"

// WithoutOwn leaves the lines about make dev's own requests out of a log of lines of JSON, but for warnings and errors.
func WithoutOwn(log func(line []byte)) func(line []byte) {
	own, info := []byte(`"request_id":"`+RequestID+`"`), []byte(`"level":"INFO"`)
	return func(line []byte) {
		if !bytes.Contains(line, own) || !bytes.Contains(line, info) {
			log(line)
		}
	}
}
