package spec

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// sharedSpec is a spec that tests of all packages share.
func sharedSpec(tb testing.TB, name string) Source {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "specs", name))
	if err != nil {
		tb.Fatal(err)
	}
	return Source{Path: name, Data: data}
}

// Every word of the language stands in testdata/specs, so that the tests of all packages meet a new one.
func TestEverything(t *testing.T) {
	used := map[string]bool{}
	for _, name := range []string{"everything.yaml", "changed.yaml", "sessions.yaml", "passwords.yaml"} {
		file := sharedSpec(t, name)
		s := mustParse(t, file)
		collectKeys(parseYAML(&source{text: string(file.Data)}, &report{}), used)
		for _, service := range s.Services {
			for _, r := range service.Resources {
				collectResource(r, used)
			}
			used["field key"] = used["field key"] || len(service.Events) > 0
		}
		for _, pack := range s.Packs {
			used["pack "+pack] = true
		}
		used["auth "+s.Auth] = true
		for _, name := range slices.Concat(callerWords, s.Roles) {
			used["caller "+name] = used["caller "+name] || slices.Contains(allCallers(s), name)
		}
		again := mustParse(t, workspaceOf(string(Marshal(s))))
		if diff := cmp.Diff(s, again, noPos, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s, marshalled: %s", name, diff)
		}
	}
	want := slices.Concat(prefixed("key", workspaceKeys), prefixed("key", serviceKeys[1:]), prefixed("key", resourceKeys), prefixed("key", actionKeys), prefixed("key", serviceMethodKeys), prefixed("key", jobKeys), prefixed("key", consumerKeys), prefixed("key", eventsKeys), // no file of one service
		prefixed("field", keyWords()), prefixed("type", typeWords()), prefixed("operator", opWords),
		prefixed("caller", callerWords), prefixed("pack", packWords), prefixed("auth", authWords), prefixed("auth", authKeys),
		prefixed("on_delete", []string{"", string(Cascade), string(SetNull)}), prefixed("index", []string{"gin", "unique", "desc"}))
	for _, m := range Methods() {
		want = append(want, "method "+string(m))
	}
	for _, f := range setForms {
		want = append(want, "check "+string(f.rel))
	}
	for _, word := range append(want, "list") {
		if !used[word] {
			t.Errorf("no spec in testdata/specs has the %s", word)
		}
	}
}

// allCallers returns the callers of all rules.
func allCallers(s *Spec) []string {
	var all []string
	if s.Allow != nil {
		all = s.Allow.Words()
	}
	for _, service := range s.Services {
		rules := slices.Clone(service.Allow)
		for _, r := range service.Resources {
			rules = append(rules, r.Allow...)
		}
		for _, a := range rules {
			all = append(all, a.Words()...)
		}
	}
	return all
}

func prefixed(prefix string, words []string) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = prefix + " " + w
	}
	return all
}

// collectKeys notes the keys of mappings.
func collectKeys(n *node, used map[string]bool) {
	for _, e := range n.entries {
		used["key "+e.key.text] = true
		collectKeys(e.value, used)
	}
}

func collectResource(r *Resource, used map[string]bool) {
	note := func(word string, has bool) { used[word] = used[word] || has }
	for _, m := range r.Methods {
		note("method "+string(m), true)
	}
	for _, i := range r.Indexes {
		note("index gin", i.Using == "gin")
		note("index unique", i.Unique)
		note("index desc", slices.ContainsFunc(i.Keys, func(k IndexKey) bool { return k.Desc }))
	}
	for _, c := range r.Checks {
		note("check "+string(c.Rel), true)
	}
	for _, f := range r.Fields {
		note("type "+string(f.Type), true)
		note("list", f.Repeated)
		note("on_delete "+string(f.OnDelete), f.Type == Ref)
		for _, op := range f.Filter {
			note("operator "+string(op), true)
		}
		for _, k := range fieldKeys {
			_, has := k.get(f)
			note("field "+k.name, has)
		}
	}
}
