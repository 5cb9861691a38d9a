package replay

import (
	"math/rand/v2"
	"slices"
)

// mix changes names more than anything else: few of them, so that they are exchanged, taken again, and collide.
func (w *walker) mix() {
	names := []string{"a", "b", "a_b", "b_c", "c", "order", "user", "a_moving", "value_of_a_name_that_is_nearly_as_long_as_any_name_is_let_be_x", "value_of_a_name_that_is_nearly_as_long_as_any_name_is_let_be_y"}
	for range 1 + w.random.IntN(3) {
		r := w.resources[w.random.IntN(len(w.resources))]
		if len(r.fields) == 0 {
			r.fields = []*walkedField{{name: "title", typ: "string", rest: " optional"}}
		}
		f := r.fields[w.random.IntN(len(r.fields))]
		switch w.random.IntN(14) {
		case 0, 1:
			fresh := w.field()
			fresh.name = w.pick(names...)
			r.fields = append(r.fields, fresh)
		case 2:
			if f.from == "" {
				f.from, f.name = f.name, w.pick(names...)
			}
		case 3, 4, 5: // names go round
			some := slices.DeleteFunc(slices.Clone(r.fields), func(f *walkedField) bool { return f.from != "" })
			n := min(len(some), 2+w.random.IntN(2))
			if n < 2 {
				continue
			}
			w.random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
			some = some[:n]
			first := some[0].name
			for i, f := range some {
				f.from = f.name
				if f.name = first; i+1 < n {
					f.name = some[i+1].name
				}
			}
		case 6, 7:
			some := slices.DeleteFunc(slices.Clone(w.resources), func(r *walked) bool { return r.from != "" })
			n := min(len(some), 2+w.random.IntN(2))
			if n < 2 {
				continue
			}
			w.random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
			some = some[:n]
			first := some[0].name
			to := map[string]string{}
			for i, r := range some {
				r.from = r.name
				if r.name = first; i+1 < n {
					r.name = some[i+1].name
				}
				to["ref="+r.from] = "ref=" + r.name
			}
			for _, r := range w.resources {
				for _, f := range r.fields {
					if t := to[f.typ]; t != "" {
						f.typ = t
					}
				}
			}
		case 8:
			w.resources = append(w.resources, &walked{name: w.pick(names...), plural: w.pick("", "", "bs", "things"), fields: []*walkedField{{name: "title", typ: "string", rest: " optional"}}})
		case 9:
			if at := w.random.IntN(len(w.resources)); len(w.resources) > 1 && w.resources[at].from == "" {
				w.removed = append(w.removed, w.resources[at].name)
				gone := w.resources[at].name
				w.resources = slices.Delete(w.resources, at, at+1)
				for _, r := range w.resources {
					r.fields = slices.DeleteFunc(r.fields, func(f *walkedField) bool {
						if f.typ == "ref="+gone && f.from == "" {
							r.removed = append(r.removed, f.name)
						}
						return f.typ == "ref="+gone
					})
				}
			}
		case 10:
			r.plural = w.pick("", "bs", "things", "as", "orders")
		default:
			w.change()
		}
	}
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
