package workspace

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// parallel calls f for 0 … n-1, several at a time, and returns the first error. After it no further calls are started.
func parallel(n int, f func(i int) error) error {
	return parallelAt(2*runtime.GOMAXPROCS(0), n, f) // most of the time is spent in the kernel
}

// parallelAt is parallel with at most limit calls at a time.
func parallelAt(limit, n int, f func(i int) error) error {
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(limit)
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error { return f(i) })
	}
	return g.Wait()
}
