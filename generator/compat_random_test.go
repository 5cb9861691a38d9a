package generator_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// TestBufAgreesOnRandomChanges makes several random changes at once, so that they interact, and compares what svcgen reports with
// one run of buf.
func TestBufAgreesOnRandomChanges(t *testing.T) {
	if testing.Short() {
		t.Skip("runs buf")
	}
	const cases = 60
	dir := t.TempDir()
	want := map[string][]compat.Breaking{}
	specs := map[string]string{}
	for i := range cases {
		name := fmt.Sprintf("case%03d", i)
		rng := rand.New(rand.NewPCG(1, uint64(i)))
		before, known := settle(t, name, rng)
		writeProtos(t, filepath.Join(dir, "before"), before.model)
		after, _ := before.next(t, name, rng, known)
		writeProtos(t, filepath.Join(dir, "after"), after.model)
		want[name] = after.changes
		specs[name] = before.text() + "\nthen\n" + after.text()
	}
	found := bufBreaking(t, dir)
	refused := 0
	for name, changes := range want {
		said := slices.ContainsFunc(changes, func(b compat.Breaking) bool { return b.Buf })
		if said {
			refused++
		}
		if buf := len(found[name]) > 0; buf != said {
			t.Errorf("%s: buf refuses it: %v, svcgen says %v\nbuf: %s\nsvcgen: %+v\n%s", name, buf, said, strings.Join(found[name], "\n     "), changes, specs[name])
		}
	}
	if refused < cases/5 || refused > cases*4/5 {
		t.Errorf("buf refuses %d of %d: the changes prove little", refused, cases)
	}
}

// randomSpec is a service that changes at random.
type randomSpec struct {
	short     bool
	resources []*randomResource
	removed   []string
	model     *model.Model
	changes   []compat.Breaking // of the run that made model
}

type randomResource struct {
	name, was string
	soft      bool
	methods   []string
	validated bool // all methods that can have validate_only have it
	keyed     bool // all methods that can be idempotent are
	fields    []randomField
	removed   []string
}

type randomField struct{ name, was, decl string }

// settle returns a random spec that has changed a few times already.
func settle(t *testing.T, name string, rng *rand.Rand) (*randomSpec, *ledger.Ledger) {
	t.Helper()
	s := &randomSpec{resources: []*randomResource{{name: "thing", methods: []string{"create", "get", "list", "update", "delete"}, fields: []randomField{{name: "name", decl: "string"}}}}}
	known := ledger.New()
	s.model, known, s.changes = buildModel(t, name, s.text(), known)
	for range 4 {
		s, known = s.next(t, name, rng, known)
	}
	return s, known
}

// next makes one to three changes. If svcgen refuses them, it tries others.
func (s *randomSpec) next(t *testing.T, name string, rng *rand.Rand, known *ledger.Ledger) (*randomSpec, *ledger.Ledger) {
	t.Helper()
	for range 200 {
		now := s.clone()
		for range 1 + rng.IntN(3) {
			now.change(rng)
		}
		parsed, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(header(name) + now.text())}})
		if err != nil {
			continue
		}
		if _, _, err := build.Model(parsed, known); err != nil {
			continue
		}
		now.model, known, now.changes = buildModel(t, name, now.text(), known)
		return now, known
	}
	t.Fatalf("no change that svcgen takes:\n%s", s.text())
	return nil, nil
}

// clone copies the spec without renamed_from and removed of the last change.
func (s *randomSpec) clone() *randomSpec {
	out := &randomSpec{short: s.short}
	for _, r := range s.resources {
		c := *r
		c.was, c.removed, c.methods = "", nil, slices.Clone(r.methods)
		c.fields = slices.Clone(r.fields)
		for i := range c.fields {
			c.fields[i].was = ""
		}
		out.resources = append(out.resources, &c)
	}
	return out
}

func (s *randomSpec) change(rng *rand.Rand) {
	pick := func(words string) string { all := strings.Fields(words); return all[rng.IntN(len(all))] }
	decl := func() string {
		return pick("string text int32 int64 bool uuid date timestamp decimal(10,2) json enum=x,y enum=x,y,z string[]") + " " +
			strings.ReplaceAll(pick("optional optional+output_only filter sort filter+sort+default=1 default=x immutable backfill=1 backfill=x default=y+output_only"), "+", " ")
	}
	r := s.resources[rng.IntN(len(s.resources))]
	at := rng.IntN(len(r.fields))
	f := &r.fields[at]
	switch rng.IntN(12) {
	case 0, 1, 2:
		r.fields = append(r.fields, randomField{name: pick("a b c d e"), decl: decl()})
	case 3:
		if f.was == "" {
			f.was, f.name = f.name, pick("a b c d e")
		}
	case 4, 5:
		if len(r.fields) > 1 && f.was == "" {
			r.removed = append(r.removed, f.name)
			r.fields = slices.Delete(r.fields, at, at+1)
		}
	case 6, 7:
		f.decl = decl()
	case 8:
		if r.soft = !r.soft; !r.soft {
			r.removed = append(r.removed, "delete_time")
		}
	case 9:
		r.methods = slices.DeleteFunc([]string{"create", "get", "list", "update", "delete", "batch_get", "batch_create"}, func(string) bool { return rng.IntN(4) == 0 })
		r.validated, r.keyed, s.short = rng.IntN(2) == 0, rng.IntN(2) == 0, rng.IntN(2) == 0
	case 10:
		if r.was == "" {
			r.was, r.name = r.name, pick("thing part piece")
		}
	case 11:
		if len(s.resources) > 1 && r.was == "" {
			s.removed = append(s.removed, r.name)
			s.resources = slices.DeleteFunc(s.resources, func(o *randomResource) bool { return o == r })
			return
		}
		s.resources = append(s.resources, &randomResource{name: pick("thing part piece"), methods: []string{"get", "list"}, fields: []randomField{{name: pick("name a b"), decl: decl()}}})
	}
}

func (s *randomSpec) text() string {
	text := "services:\n  shop:\n"
	if len(s.removed) > 0 {
		text += "    removed: [" + strings.Join(s.removed, ", ") + "]\n"
	}
	text += "    resources:\n"
	if s.short {
		text = short(text)
	}
	for _, r := range s.resources {
		keys := fmt.Sprintf("soft_delete: %v; methods: [%s]; removed: [%s]", r.soft, strings.Join(r.methods, ", "), strings.Join(r.removed, ", "))
		if r.was != "" {
			keys += "; renamed_from: " + r.was
		}
		if r.validated {
			others := func(m string) bool { return m != "create" && m != "update" && m != "batch_create" }
			keys += "; validate_only: [" + strings.Join(slices.DeleteFunc(slices.Clone(r.methods), others), ", ") + "]"
		}
		if r.keyed {
			others := func(m string) bool { return m != "create" && m != "batch_create" }
			if methods := slices.DeleteFunc(slices.Clone(r.methods), others); len(methods) > 0 {
				keys += "; idempotent: [" + strings.Join(methods, ", ") + "]"
			}
		}
		var fields []string
		for _, f := range r.fields {
			line := f.name + ": " + f.decl
			if f.was != "" && f.was != f.name {
				line += " renamed_from=" + f.was
			}
			fields = append(fields, line)
		}
		text += resource(r.name, keys, fields...)
	}
	return text
}
