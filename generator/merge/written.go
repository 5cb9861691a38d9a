package merge

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// Written are the migrations of the branch that move with their text, by service: all that it added to a service, if a person wrote
// or edited one of them. svcgen could not write them again.
func (m *Merge) Written() map[string][]pgschema.File {
	files, byHand := map[string][]pgschema.File{}, map[string]bool{}
	for name, f := range m.moved.files {
		service := m.finalService(serviceOf(name))
		if service == "" || m.base.data(m.basePath(name)) != nil {
			continue
		}
		files[service] = append(files[service], pgschema.File{Name: path.Base(name), Data: plan.Normalise(f.data)})
		if e, ok := m.moved.entry(name); !ok || e.Digest != plan.DigestOf(f.data) {
			byHand[service] = true
		}
	}
	for service, all := range files {
		if !byHand[service] {
			delete(files, service)
			continue
		}
		slices.SortFunc(all, func(a, b pgschema.File) int { return cmp.Compare(a.Name, b.Name) })
	}
	return files
}

// finalService returns the name that a service of the branch has in the merge; "" for one that only the branch has, or that is gone.
func (m *Merge) finalService(name string) string {
	for _, t := range m.things {
		if isService(t.base) && t.inBoth && t.moved.Service == name {
			return t.final
		}
	}
	return ""
}

// basePath is the path that a file of the branch had in the common ancestor.
func (m *Merge) basePath(name string) string {
	for _, t := range m.things {
		if isService(t.base) && t.moved.Service != "" {
			if rest, ok := strings.CutPrefix(name, "services/"+t.moved.Service+"/"); ok {
				return "services/" + t.base.Service + "/" + rest
			}
		}
	}
	return name
}

// Outdated says of a migration that was moved with its text which names in it the side that stays has renamed since.
func (m *Merge) Outdated(name string, sql []byte) []string {
	var out []string
	say := func(was, now string) {
		if was != now && was != "" && now != "" && regexp.MustCompile(`\b`+was+`\b`).Match(sql) {
			out = append(out, was+" is "+now+" now")
		}
	}
	service := m.finalService(serviceOf(name))
	for _, t := range m.things {
		if t.kept == t.base || m.finally(t).Service != cmp.Or(service, serviceOf(name)) {
			continue
		}
		switch {
		case isField(t.base):
			say(t.base.Field, t.kept.Field)
		case isResource(t.base):
			say(m.table(t.base, m.base), m.table(t.kept, m.kept))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (m *Merge) table(at spec.Target, in *side) string {
	if r := in.ledger.Service(at.Service).Resource(at.Resource); r != nil {
		return r.Plural
	}
	return ""
}
