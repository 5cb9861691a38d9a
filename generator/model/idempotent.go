package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// The numbers of request_id in requests. Before it in each is the number of validate_only.
const (
	createRequestID = 3 // also in those of batches
	actionRequestID = 4
)

// RequestIDNumber returns the number of request_id in the request of an idempotent method.
func (m Method) RequestIDNumber() int {
	if m.Action != nil {
		return actionRequestID
	}
	return createRequestID
}

// Once returns the method of the domain's Service that runs an idempotent method.
func (m Method) Once() string {
	if m.Resource.Serializable {
		return "OnceSerializable"
	}
	return "Once"
}

// Idempotent returns the methods of the resource that have an effect once for a key.
func (r *Resource) Idempotent() []spec.Method {
	return r.methodsWhere(func(m Method) bool { return m.Idempotent })
}

// IdempotentMethods returns the methods of the service that have an effect once for a key.
func (s *Service) IdempotentMethods() []Method {
	return slices.DeleteFunc(s.Methods(), func(m Method) bool { return !m.Idempotent })
}

// Idempotent reports whether a method of the service has an effect once for a key.
func (s *Service) Idempotent() bool { return len(s.IdempotentMethods()) > 0 }

// Idempotent reports whether a method of the workspace has an effect once for a key.
func (m *Model) Idempotent() bool { return slices.ContainsFunc(m.Services, (*Service).Idempotent) }
