package build

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// vocabulary lists the words of fuzzed names. Generated names consist of the same words, so that collisions are likely.
var vocabulary = strings.Fields(`product products order item create get list update delete undelete request response new store
	service catalog test status kind active draft unspecified entity message enum value row params x y 1 2b 10 id url urls sku string ab a_b i_d
	reset descriptor linux usecases server client register mask token page next time type a b c select user data staff index key`)

// FuzzNames checks that any names are either refused with a position and a message, or lead to code without collisions, and that
// adding elements to a spec changes no existing name or number.
func FuzzNames(f *testing.F) {
	for _, seed := range []string{"product order_item staff", "create_product_request product product_store", "x_1 x1 x_11"} {
		f.Add([]byte(seed), []byte("sku stock x_stock"), []byte("draft active"))
	}
	f.Fuzz(func(t *testing.T, resources, fields, enum []byte) {
		checkNames(t, spellNames(resources), spellNames(fields), spellNames(enum))
	})
}

// TestRandomNames runs the checks of FuzzNames on random inputs.
func TestRandomNames(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		draw := func() []string {
			data := make([]byte, 4+random.IntN(14))
			for i := range data {
				data[i] = byte(random.IntN(256))
			}
			return spellNames(data)
		}
		checkNames(t, draw(), draw(), draw())
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// spellNames returns up to eight names. Each byte selects a word; the word ends the name if the highest bit of the byte is set.
func spellNames(data []byte) []string {
	var names, words []string
	for _, b := range data {
		word := vocabulary[int(b&0x7f)%len(vocabulary)]
		if len(words) > 0 || naming.IsLower(word[0]) {
			words = append(words, word)
		}
		name := strings.Join(words, "_")
		if b&0x80 == 0 || name == "" {
			continue
		}
		if !slices.Contains(names, name) && len(names) < 8 && len(name) <= 40 {
			names = append(names, name)
		}
		words = nil
	}
	return names
}

func checkNames(tb testing.TB, names, fields, values []string) {
	tb.Helper()
	names, fields = accepted(names, spec.CheckResourceName), accepted(fields, spec.CheckFieldName)
	values = accepted(values, func(value string) error {
		if value == "unspecified" {
			return errors.New("reserved")
		}
		return nil
	})
	if len(names) == 0 || len(fields) == 0 || len(values) == 0 {
		return
	}
	s := fuzzSpec(names, fields, values)
	m, known, err := Model(spectest.Workspace(s), ledger.New())
	if err != nil {
		checkProblems(tb, err)
		return
	}
	for _, s := range m.Services {
		checkPBNames(tb, s)
		checkDomain(tb, s)
		checkRows(tb, s)
		checkSQLNames(tb, s)
	}
	checkStable(tb, m, known, s)
}

// accepted returns the names that package spec accepts: those that pass check, without duplicates in JSON.
func accepted(names []string, check func(string) error) []string {
	var kept []string
	seen := map[string]bool{}
	for _, name := range names {
		if check(name) == nil && !seen[spec.JSONName(name)] {
			kept = append(kept, name)
			seen[spec.JSONName(name)] = true
		}
	}
	return kept
}

func fuzzSpec(names, fieldNames, values []string) *spec.Service {
	var resources []*spec.Resource
	for i, name := range names {
		var fields []*spec.Field
		for j, f := range fieldNames {
			switch (i + j) % 4 {
			case 0:
				fields = append(fields, spectest.Field(f, spec.String))
			case 1:
				fields = append(fields, spectest.Field(f, spec.Int32, spectest.Sorted))
			case 2:
				fields = append(fields, spectest.Field(f, spec.EnumType, spectest.Optional))
			case 3:
				fields = append(fields, spectest.Field(f, spec.Timestamp, spectest.Optional, spectest.Unique))
			}
		}
		resources = append(resources, spectest.Resource(name, fields...))
		resources[i].SoftDelete = i%2 == 1
	}
	s := spectest.Service("catalog", resources...)
	for _, e := range s.Enums {
		e.Values = values
	}
	return s
}

func checkProblems(tb testing.TB, err error) {
	tb.Helper()
	var problems spec.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		tb.Fatalf("not problems: %v", err)
	}
	for _, p := range problems {
		if p.Line == 0 || p.Hint == "" || p.Msg == "" {
			tb.Errorf("%+v lacks a place, a message or a hint", p)
		}
	}
}

func checkSQLNames(tb testing.TB, s *model.Service) {
	tb.Helper()
	seen := map[string]string{}
	add := func(name, what string) {
		if name == "" {
			return
		}
		if seen[name] != "" || len(name) > pgschema.MaxIdent {
			tb.Errorf("%s and %s are both called %s", seen[name], what, name)
		}
		seen[name] = what
	}
	for _, r := range s.Resources {
		add(r.Table, "table")
		add(r.PrimaryKey, "key")
		for _, u := range r.Uniques {
			add(u.Name, "unique")
		}
		for _, i := range r.Indexes {
			add(i.Name, "index")
		}
		for _, f := range r.Fields {
			add(f.Check, "check")
			add(f.ForeignKey, "foreign key")
		}
	}
}

// checkStable adds a resource and a field to a generated spec, and checks that existing names and numbers stay.
func checkStable(tb testing.TB, before *model.Model, known *ledger.Ledger, s *spec.Service) {
	tb.Helper()
	read, err := ledger.Parse(ledgerMap(known))
	if err != nil {
		tb.Fatalf("%v\n%s", err, known.Files()[0].Data)
	}
	last := s.Resources[len(s.Resources)-1]
	if s.Resource("new_"+last.Name) != nil {
		return
	}
	more := *s
	more.Resources = append([]*spec.Resource{spectest.Resource("new_"+last.Name, spectest.Field("zz", spec.String))}, s.Resources...)
	more.Resources[0].Pos = last.Pos
	last.Fields = append([]*spec.Field{spectest.Field("zzz", spec.Bool, spectest.Optional)}, last.Fields...)
	after, _, err := Model(spectest.Workspace(&more), read)
	if err != nil {
		checkProblems(tb, err)
		return
	}
	for _, r := range before.Services[0].Resources {
		now := after.Services[0].Resource(r.Name)
		if now.GoName != r.GoName || now.PBName != r.PBName || now.Table != r.Table || now.Path != r.Path {
			tb.Errorf("%s was renamed: %s %s, now %s %s", r.Name, r.GoName, r.PBName, now.GoName, now.PBName)
		}
		for _, f := range r.Fields {
			if n := now.Field(f.Name); n.Number != f.Number || n.GoName != f.GoName {
				tb.Errorf("%s.%s was %d, is %d", r.Name, f.Name, f.Number, n.Number)
			}
		}
	}
	for i, e := range before.Services[0].Enums {
		now := after.Services[0].Enums[i]
		if now.GoName != e.GoName || now.PBName != e.PBName || !slices.Equal(now.Values, e.Values) {
			tb.Errorf("enum %s was %v, is %v", e.Name, e, now)
		}
	}
}

func ledgerMap(l *ledger.Ledger) map[string][]byte {
	files := map[string][]byte{}
	for _, f := range l.Files() {
		files[f.Path] = f.Data
	}
	return files
}
