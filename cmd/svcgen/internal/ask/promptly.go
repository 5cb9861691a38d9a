package ask

import (
	"context"
	"errors"
	"time"
)

// cancelWait limits the time that a cancelled step may take to stop its programs and remove its temporary files.
const cancelWait = 500 * time.Millisecond

// Promptly runs a step that writes nothing, and gives up on it soon after ctx has ended.
func Promptly[T any](ctx context.Context, run func() (T, error)) (T, error) {
	type outcome struct {
		result T
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		result, err := run()
		done <- outcome{result, err}
	}()
	select {
	case o := <-done:
		return o.result, o.err
	case <-ctx.Done():
	}
	select {
	case o := <-done:
		return o.result, errors.Join(o.err, ctx.Err())
	case <-time.After(cancelWait):
		var none T
		return none, ctx.Err()
	}
}
