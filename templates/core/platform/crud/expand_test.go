package crud_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/crud"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// order is a message that refers to a customer.
type order struct {
	customer string
	begun    bool
	expanded *customer
}

type customer struct{ id string }

func (c *customer) GetId() string { return c.id } //nolint:revive // as protobuf calls it

// shop counts how often customers are read.
type shop struct {
	calls  int
	asked  []uuid.UUID
	hidden uuid.UUID
	err    error
}

func (s *shop) see(_ context.Context, ids []uuid.UUID) ([]*customer, error) {
	s.calls++
	s.asked = append(s.asked, ids...)
	var all []*customer
	for _, id := range slices.Backward(ids) { // in any order
		if id != s.hidden {
			all = append(all, &customer{id.String()})
		}
	}
	return all, s.err
}

func (s *shop) expand(names ...string) (crud.Expander[*order], error) {
	return crud.Expand(names, func(o *order) { o.begun = true },
		crud.Related("billed_to", func(o *order) string { return o.customer }, s.see, func(o *order, c *customer) { o.expanded = c }),
		crud.Related("other", func(*order) string { return "" }, s.see, func(*order, *customer) {}),
	)
}

// TestExpandReadsOnce holds that a page of 50 costs one call more, whatever it refers to.
func TestExpandReadsOnce(t *testing.T) {
	t.Parallel()
	s := &shop{hidden: uuid.New()}
	ids := []uuid.UUID{uuid.New(), uuid.New(), s.hidden}
	orders := make([]*order, 50)
	for i := range orders {
		orders[i] = &order{}
		if i%5 > 0 {
			orders[i].customer = ids[i%3].String()
		}
	}
	expand, err := s.expand("billedTo", "other", "billed_to")
	if err != nil {
		t.Fatal(err)
	}
	if err := expand(t.Context(), orders...); err != nil {
		t.Fatal(err)
	}
	if s.calls != 1 || len(s.asked) != 3 {
		t.Errorf("%d calls for %v", s.calls, s.asked)
	}
	for i, o := range orders {
		sees := o.customer != "" && o.customer != s.hidden.String()
		if !o.begun || sees != (o.expanded != nil) || sees && o.expanded.id != o.customer {
			t.Errorf("order %d of %q has %v", i, o.customer, o.expanded)
		}
	}
}

func TestExpandNothing(t *testing.T) {
	t.Parallel()
	s := &shop{}
	one := &order{customer: uuid.NewString()}
	expand, err := s.expand()
	if err != nil || expand(t.Context(), one) != nil || s.calls != 0 || one.begun {
		t.Errorf("%v: %d calls", err, s.calls)
	}
	if expand, err = s.expand("billed_to"); err != nil || expand(t.Context(), &order{}) != nil || s.calls != 0 {
		t.Errorf("%v: %d calls for an order that refers to nothing", err, s.calls)
	}
}

func TestExpandFails(t *testing.T) {
	t.Parallel()
	s := &shop{err: errs.Unavailable("customers", nil)}
	_, err := s.expand("billed_to", "buyer")
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || len(e.Violations) != 1 || e.Violations[0] != (errs.Violation{Field: "expand", Description: "must be one of billed_to, other"}) {
		t.Errorf("got %v", err)
	}
	expand, err := s.expand("billed_to")
	if err != nil {
		t.Fatal(err)
	}
	if err := expand(t.Context(), &order{customer: uuid.NewString()}); !errors.Is(err, s.err) {
		t.Errorf("got %v", err)
	}
	if err := expand(t.Context(), &order{customer: "no id"}); errs.KindOf(err) != errs.KindInvalid {
		t.Errorf("got %v", err)
	}
}
