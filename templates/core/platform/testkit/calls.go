package testkit

import (
	"slices"
	"sync"
)

// Calls records the calls of a double. The zero value is ready to use, and safe for concurrent use.
type Calls struct {
	mu  sync.Mutex
	all []RecordedCall
}

// RecordedCall is one call of a double.
type RecordedCall struct {
	Method string
	Args   []any // without the context
}

// Record adds a call.
func (c *Calls) Record(method string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, RecordedCall{method, args})
}

// Recorded returns the calls so far, in their order.
func (c *Calls) Recorded() []RecordedCall {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.all)
}
