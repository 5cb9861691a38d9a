package txn_test

import (
	"context"
	"errors"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/txn"
)

func TestRun(t *testing.T) {
	failed := errors.New("failed")
	for _, tt := range []struct{ fn, commit, want error }{{nil, nil, nil}, {failed, nil, failed}, {nil, failed, failed}} {
		inTx := func(_ context.Context, fn func(tx string) error) error {
			if err := fn("retried"); err != nil {
				return err
			}
			return errors.Join(fn("tx"), tt.commit)
		}
		got, err := txn.Run(t.Context(), inTx, func(tx string) (string, error) { return tx + "!", tt.fn })
		want := "tx!"
		if tt.want != nil {
			want = ""
		}
		if got != want || !errors.Is(err, tt.want) {
			t.Errorf("%+v: got %q, %v", tt, got, err)
		}
	}
}
