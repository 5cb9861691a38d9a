package peer

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// maxCalls is how many calls Missing makes at a time.
const maxCalls = 8

// Missing returns those of ids for which get returns errs.NotFound, in their order. It calls get for each of them, several at a time, and
// returns the first other error.
func Missing(ctx context.Context, ids []uuid.UUID, get func(ctx context.Context, id uuid.UUID) error) ([]uuid.UUID, error) {
	if len(ids) == 1 { // the usual case needs no goroutine
		return missing(ids, []error{get(ctx, ids[0])})
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make([]error, len(ids))
	next := make(chan int, len(ids))
	for i := range ids {
		next <- i
	}
	close(next)
	var failure error
	var once sync.Once
	var workers sync.WaitGroup
	for range min(maxCalls, len(ids)) {
		workers.Go(func() {
			for i := range next {
				results[i] = get(ctx, ids[i])
				if results[i] != nil && errs.KindOf(results[i]) != errs.KindNotFound {
					once.Do(func() { failure = results[i] })
					cancel() // the other calls are of no use
					return
				}
			}
		})
	}
	workers.Wait()
	if failure != nil {
		return nil, failure
	}
	return missing(ids, results)
}

// missing returns the ids whose result is errs.NotFound, or the first other error.
func missing(ids []uuid.UUID, results []error) ([]uuid.UUID, error) {
	var all []uuid.UUID
	for i, err := range results {
		switch {
		case err == nil:
		case errs.KindOf(err) == errs.KindNotFound:
			all = append(all, ids[i])
		default:
			return nil, err
		}
	}
	return all, nil
}
