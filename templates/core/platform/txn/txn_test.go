package txn_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
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

// TestRetry checks that only conflicts are worth another try, and three tries are enough.
func TestRetry(t *testing.T) {
	conflict, failed := error(errs.Conflict()), errors.New("failed")
	for _, tt := range []struct {
		results []error
		calls   int
	}{
		{[]error{nil}, 1},
		{[]error{failed}, 1},
		{[]error{errs.Stale("product")}, 1},
		{[]error{conflict, nil}, 2},
		{[]error{conflict, failed}, 2},
		{[]error{conflict, conflict, nil}, 3},
		{[]error{conflict, conflict, conflict}, 3},
	} {
		calls := 0
		got, err := txn.Retry(func() (int, error) {
			calls++
			return calls, tt.results[calls-1]
		})
		if want := tt.results[len(tt.results)-1]; got != tt.calls || calls != tt.calls || !errors.Is(err, want) {
			t.Errorf("%v: got %d after %d calls, %v", tt.results, got, calls, err)
		}
	}
}

// TestCopy changes a copy in place wherever that is possible.
func TestCopy(t *testing.T) {
	type entity struct {
		Title string
		Note  *string
		Tags  []string
		Image []byte
		Time  *time.Time
		None  *string
		Empty []string
	}
	sample := func() *entity {
		return &entity{"a", new("note"), []string{"x", "y"}, []byte("image"), new(time.Unix(1, 0)), nil, nil}
	}
	before := sample()
	after := txn.Copy(*before)
	if !reflect.DeepEqual(after, *before) {
		t.Errorf("got %+v, want %+v", after, *before)
	}
	*after.Note, after.Tags[0], after.Image[0], *after.Time = "n", "z", 'I', time.Unix(2, 0)
	if !reflect.DeepEqual(before, sample()) {
		t.Errorf("the entity is now %+v", before)
	}
}

// TestDryRun checks that a transaction is never committed, and that errors are those of fn and of the transaction.
func TestDryRun(t *testing.T) {
	failed := errors.New("failed")
	for _, tt := range []struct{ fn, begin, want error }{{nil, nil, nil}, {failed, nil, failed}, {nil, failed, failed}} {
		inTx := func(_ context.Context, fn func(tx string) error) error {
			if tt.begin != nil {
				return tt.begin
			}
			err := fn("tx")
			if err == nil {
				t.Error("it is committed")
			}
			return err
		}
		if err := txn.DryRun(t.Context(), inTx, func(string) error { return tt.fn }); !errors.Is(err, tt.want) {
			t.Errorf("%+v: got %v", tt, err)
		}
	}
}
