// Package txn runs functions with a result in the transactions of a storage that it does not know.
package txn

import "context"

// Run calls fn within inTx and returns its result, unless fn or the transaction fails.
func Run[Tx, T any](ctx context.Context, inTx func(context.Context, func(Tx) error) error, fn func(tx Tx) (T, error)) (T, error) {
	var result T
	err := inTx(ctx, func(tx Tx) (err error) {
		result, err = fn(tx)
		return err
	})
	if err != nil {
		var none T
		return none, err
	}
	return result, nil
}

// Last returns a context for the statement after which a transaction has nothing left to do. A storage may commit with it, and refuse any
// other statement from then on: whoever writes more to the transaction passes a context of its own.
func Last(ctx context.Context) context.Context { return context.WithValue(ctx, lastKey{}, true) }

// IsLast reports whether ctx is one of Last.
func IsLast(ctx context.Context) bool { return ctx.Value(lastKey{}) != nil }

type lastKey struct{}
