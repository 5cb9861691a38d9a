package txn

import (
	"context"
	"errors"
)

// errDryRun ends a transaction that is not to be committed.
var errDryRun = errors.New("nothing is stored")

// DryRun calls fn within inTx, and has the transaction rolled back.
func DryRun[Tx any](ctx context.Context, inTx func(context.Context, func(Tx) error) error, fn func(tx Tx) error) error {
	err := inTx(ctx, func(tx Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errDryRun
	})
	if errors.Is(err, errDryRun) {
		return nil
	}
	return err
}
