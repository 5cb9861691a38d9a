package replay

import (
	"math/rand/v2"
	"slices"
)

// mixNames are few, so that names are exchanged, taken again, and collide.
var mixNames = []string{
	"a", "b", "a_b", "b_c", "c", "order", "user", "a_moving",
	"value_of_a_name_that_is_nearly_as_long_as_any_name_is_let_be_x", "value_of_a_name_that_is_nearly_as_long_as_any_name_is_let_be_y",
}

// mixMoves are what mix does, each as often as it weighs.
var mixMoves = []struct {
	name   string
	weight int
	do     func(w *walker, r *walked, f *walkedField)
}{
	{"add a field", 2, (*walker).mixAddField},
	{"rename a field", 1, (*walker).mixRenameField},
	{"rotate the names of fields", 3, (*walker).mixRotateFields},
	{"rotate the names of resources", 2, (*walker).mixRotateResources},
	{"add a resource", 1, (*walker).mixAddResource},
	{"remove a resource", 1, (*walker).mixRemoveResource},
	{"change a plural", 1, (*walker).mixPlural},
	{"change anything", 3, func(w *walker, _ *walked, _ *walkedField) { w.change() }},
}

// mix changes names more than anything else.
func (w *walker) mix() {
	w.moves = nil
	for range 1 + w.random.IntN(3) {
		r := w.resources[w.random.IntN(len(w.resources))]
		if len(r.fields) == 0 {
			r.fields = []*walkedField{{name: "title", typ: "string", rest: " optional"}}
		}
		f := r.fields[w.random.IntN(len(r.fields))]
		total := 0
		for _, m := range mixMoves {
			total += m.weight
		}
		at := w.random.IntN(total)
		for _, m := range mixMoves {
			if at -= m.weight; at < 0 {
				m.do(w, r, f)
				w.moves = append(w.moves, m.name)
				break
			}
		}
	}
}

func (w *walker) mixAddField(r *walked, _ *walkedField) {
	f := w.field()
	f.name = w.pick(mixNames...)
	r.fields = append(r.fields, f)
}

func (w *walker) mixRenameField(_ *walked, f *walkedField) {
	if f.from == "" {
		f.from, f.name = f.name, w.pick(mixNames...)
	}
}

func (w *walker) mixRotateFields(r *walked, _ *walkedField) {
	rotate(w.random, r.fields, func(f *walkedField) (name, from *string) { return &f.name, &f.from })
}

func (w *walker) mixRotateResources(_ *walked, _ *walkedField) {
	to := map[string]string{}
	for _, r := range rotate(w.random, w.resources, func(r *walked) (name, from *string) { return &r.name, &r.from }) {
		to["ref="+r.from] = "ref=" + r.name
	}
	for _, r := range w.resources {
		for _, f := range r.fields {
			if t := to[f.typ]; t != "" {
				f.typ = t
			}
		}
	}
}

func (w *walker) mixAddResource(_ *walked, _ *walkedField) {
	w.resources = append(w.resources, &walked{
		name: w.pick(mixNames...), plural: w.pick("", "", "bs", "things"), fields: []*walkedField{{name: "title", typ: "string", rest: " optional"}},
	})
}

func (w *walker) mixRemoveResource(_ *walked, _ *walkedField) {
	at := w.random.IntN(len(w.resources))
	gone := w.resources[at]
	if len(w.resources) < 2 || gone.from != "" {
		return
	}
	w.removed = append(w.removed, gone.name)
	w.resources = slices.Delete(w.resources, at, at+1)
	for _, r := range w.resources {
		r.fields = slices.DeleteFunc(r.fields, func(f *walkedField) bool {
			if f.typ == "ref="+gone.name && f.from == "" {
				r.removed = append(r.removed, f.name)
			}
			return f.typ == "ref="+gone.name
		})
	}
}

func (w *walker) mixPlural(r *walked, _ *walkedField) {
	r.plural = w.pick("", "bs", "things", "as", "orders")
}

// rotate gives two or three of the things each other's names, and returns them. Those that were renamed already keep theirs.
func rotate[T any](random *rand.Rand, all []T, of func(T) (name, from *string)) []T {
	some := slices.DeleteFunc(slices.Clone(all), func(one T) bool {
		_, from := of(one)
		return *from != ""
	})
	n := min(len(some), 2+random.IntN(2))
	if n < 2 {
		return nil
	}
	random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	some = some[:n]
	first, _ := of(some[0])
	last := *first
	for i, one := range some {
		name, from := of(one)
		*from, *name = *name, last
		if i+1 < n {
			next, _ := of(some[i+1])
			*name = *next
		}
	}
	return some
}

func (w *walker) number() {
	for _, r := range w.resources {
		if r.id == 0 {
			w.names++
			r.id = w.names
		}
		for _, f := range r.fields {
			if f.id == 0 {
				w.names++
				f.id = w.names
			}
		}
	}
}

// mixer starts with two resources.
func mixer(seed uint64) *walker {
	w := &walker{random: rand.New(rand.NewPCG(seed, 11)), resources: []*walked{
		{name: "thing", fields: []*walkedField{{name: "title", typ: "string", rest: " unique"}, {name: "b", typ: "string", rest: " optional"}}},
		{name: "order", fields: []*walkedField{{name: "a", typ: "ref=thing", rest: " optional"}, {name: "b", typ: "enum=aa,bb,cc", rest: " default=aa"}}},
	}}
	w.number()
	return w
}
