package oidc

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const (
	retryAfter   = 30 * time.Second // between two requests to the issuer, whatever strangers send
	refreshAfter = 15 * time.Minute // what the issuer has withdrawn is not found any more then
	keepFor      = time.Hour        // if the issuer does not answer
)

// remembered is what an issuer has answered.
type remembered[T any] struct {
	fetch func(context.Context) (T, error)
	now   func() time.Time

	mu      sync.Mutex
	value   T
	fetched time.Time     // when value came
	tried   time.Time     // when the issuer was asked last
	busy    chan struct{} // closed when the request under way ends; nil if none is
	err     error         // of the last request
}

// get returns the value. It asks the issuer first if there is none that is enough, but not more often than every retryAfter. The value
// it returns may not be enough. The error says that none is known, because the issuer cannot be reached.
func (r *remembered[T]) get(ctx context.Context, enough func(T) bool) (T, error) {
	for {
		value, wait, err := r.look(enough)
		if wait == nil {
			return value, err
		}
		select {
		case <-wait:
		case <-ctx.Done():
			var none T
			return none, ctx.Err()
		}
	}
}

// look returns the value, or what to wait for, if the value is not enough and a request to the issuer is under way.
func (r *remembered[T]) look(enough func(T) bool) (value T, wait <-chan struct{}, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	known := now.Sub(r.fetched) < keepFor
	if known {
		value = r.value
	}
	found := known && enough(value)
	if r.busy == nil && now.Sub(r.tried) >= retryAfter && (!found || now.Sub(r.fetched) >= refreshAfter) {
		r.tried, r.busy = now, make(chan struct{})
		go r.refresh()
	}
	if found {
		return value, nil, nil
	}
	if r.busy == nil && !known {
		return value, nil, fmt.Errorf("the issuer is not known: %w", r.err)
	}
	return value, r.busy, nil
}

// refresh asks the issuer. It has a context of its own, so that a client who hangs up takes the answer from nobody else.
func (r *remembered[T]) refresh() {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	value, err := r.fetch(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err = err; err == nil {
		r.value, r.fetched = value, r.now()
	}
	close(r.busy)
	r.busy = nil
}
