package crud_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/crud"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

type item struct {
	product  string
	begun    bool
	expanded *customer
}

type cart struct {
	begun bool
	items []*item
}

// expandCarts returns the expander of carts, which have a reference of their own, which leads nowhere, and items with one.
func (s *shop) expandCarts(names ...string) (crud.Expander[*cart], error) {
	none := func(*cart) string { return "" }
	return crud.ExpandWithItems(names, func(c *cart) { c.begun = true },
		[]crud.Expansion[*cart]{crud.Related("buyer", none, s.see, func(*cart, *customer) {})},
		[]crud.Expansion[*cart]{crud.OfItems(
			"items", func(c *cart) []*item { return c.items }, func(i *item) { i.begun = true },
			crud.RelatedToItems("made_by", func(i *item) string { return i.product }, s.see, func(i *item, c *customer) { i.expanded = c }),
		)})
}

// TestExpandItemsReadsOnce holds that the items of all messages cost one call, and that only what is named has room.
func TestExpandItemsReadsOnce(t *testing.T) {
	t.Parallel()
	known := []string{uuid.NewString(), uuid.NewString()}
	s := &shop{hidden: uuid.New()}
	carts := make([]*cart, 50)
	for i := range carts {
		carts[i] = &cart{}
		for n := range i % 4 {
			carts[i].items = append(carts[i].items, &item{product: []string{known[0], known[1], s.hidden.String(), ""}[(i+n)%4]})
		}
	}
	expand, err := s.expandCarts("items.madeBy")
	if err != nil {
		t.Fatal(err)
	}
	if err := expand(t.Context(), carts...); err != nil {
		t.Fatal(err)
	}
	if s.calls != 1 {
		t.Errorf("%d calls", s.calls)
	}
	for _, c := range carts {
		if c.begun {
			t.Error("the cart has room for what nobody asked for")
		}
		for _, i := range c.items {
			if !i.begun || slices.Contains(known, i.product) != (i.expanded != nil) || i.expanded != nil && i.expanded.id != i.product {
				t.Errorf("the item of %q has %v", i.product, i.expanded)
			}
		}
	}
	expand, err = s.expandCarts("buyer")
	if one := (&cart{items: []*item{{product: known[0]}}}); err != nil || expand(t.Context(), one) != nil || !one.begun || one.items[0].begun {
		t.Errorf("a reference of the cart alone: %v, %v", one, err)
	}
}

// TestExpandItemsOfTooMany holds that a page whose items lead to too many resources is refused before they are read.
func TestExpandItemsOfTooMany(t *testing.T) {
	t.Parallel()
	for count, refused := range map[int]bool{1000: false, 1001: true} {
		s := &shop{}
		one := &cart{}
		for range count {
			one.items = append(one.items, &item{product: uuid.NewString()})
		}
		expand, err := s.expandCarts("items.made_by")
		if err != nil {
			t.Fatal(err)
		}
		err = expand(t.Context(), one)
		if (errs.KindOf(err) == errs.KindInvalid) != refused || s.calls != map[bool]int{false: 1, true: 0}[refused] {
			t.Errorf("%d items: %v after %d calls", count, err, s.calls)
		}
	}
	if _, err := (&shop{}).expandCarts("items"); err == nil {
		t.Error("the list itself is no reference")
	}
}
