package draft

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

// Kept is what a form holds when it is left: the draft, the name of the question that was asked, and what was typed of its
// answer.
type Kept struct {
	Draft *Draft
	At    string
	Typed string
}

// keptFile is a Kept as it is stored.
type keptFile struct {
	Version  string        `json:"version"` // of svcgen
	At       string        `json:"at"`
	Typed    string        `json:"typed,omitempty"`
	Module   string        `json:"module,omitempty"`
	Packs    []string      `json:"packs,omitempty"`
	Services []keptService `json:"services,omitempty"`
}

type keptService struct {
	Name      string         `json:"name"`
	Resources []keptResource `json:"resources,omitempty"`
}

type keptResource struct {
	Name        string     `json:"name"`
	Description string     `json:"description,omitempty"`
	SoftDelete  bool       `json:"soft_delete,omitempty"`
	Fields      []string   `json:"fields,omitempty"` // as they were typed
	Unique      [][]string `json:"unique,omitempty"`
}

// Answers returns the answers in short: a line for the module and for each service.
func (k Kept) Answers() []string {
	var lines []string
	if k.Draft.Module != "" {
		lines = append(lines, say.Answer("module", k.Draft.Module))
	}
	for _, s := range k.Draft.services {
		lines = append(lines, say.Answer(s.Name, listed(s.Resources, func(r *spec.Resource) string {
			if len(r.Fields) == 0 {
				return r.Name
			}
			return r.Name + " (" + say.Count(len(r.Fields), "field") + ")"
		})))
	}
	return lines
}

// Marshal writes k for the same version of svcgen.
func (k Kept) Marshal(version string) ([]byte, error) {
	f := keptFile{Version: version, At: k.At, Typed: k.Typed, Module: k.Draft.Module, Packs: k.Draft.Packs}
	for _, s := range k.Draft.services {
		service := keptService{Name: s.Name}
		for _, r := range s.Resources {
			kept := keptResource{Name: r.Name, Description: r.Description, SoftDelete: r.SoftDelete}
			for _, field := range r.Fields {
				kept.Fields = append(kept.Fields, lineOf(field))
			}
			for _, index := range r.Indexes {
				var names []string
				for _, key := range index.Keys {
					names = append(names, key.Field)
				}
				kept.Unique = append(kept.Unique, names)
			}
			service.Resources = append(service.Resources, kept)
		}
		f.Services = append(f.Services, service)
	}
	return json.MarshalIndent(f, "", "  ")
}

// ReadKept reads what Marshal wrote. What another version wrote is an error, and so are names and fields that the form would
// not have taken.
func ReadKept(data []byte, version string) (Kept, error) {
	var f keptFile
	if err := json.Unmarshal(data, &f); err != nil {
		return Kept{}, err
	}
	if f.Version != version {
		return Kept{}, errors.New("another version of svcgen wrote the draft")
	}
	if i := slices.IndexFunc(f.Packs, func(p string) bool { return !slices.Contains(spec.Packs(), p) }); i >= 0 {
		return Kept{}, errors.New("the draft names an unknown pack")
	}
	k := Kept{Draft: &Draft{Module: f.Module, Packs: f.Packs}, At: f.At, Typed: f.Typed}
	if f.Module != "" {
		if err := spec.CheckModule(f.Module); err != nil {
			return Kept{}, err
		}
	}
	for _, s := range f.Services {
		if err := spec.CheckServiceName(s.Name); err != nil {
			return Kept{}, err
		}
		service := k.Draft.service(s.Name)
		for _, r := range s.Resources {
			if err := r.read(resource(service, r.Name)); err != nil {
				return Kept{}, err
			}
		}
	}
	return k, nil
}

func (r *keptResource) read(into *spec.Resource) error {
	if err := cmp.Or(spec.CheckResourceName(r.Name), checkDescription(r.Description)); err != nil {
		return err
	}
	into.Description, into.SoftDelete = r.Description, r.SoftDelete
	for _, line := range r.Fields {
		field, err := parseLine(line)
		if err := cmp.Or(err, taken(into, fieldName(field))); err != nil {
			return err
		}
		into.Fields = append(into.Fields, field)
	}
	for _, names := range r.Unique {
		if err := checkNames(strings.Join(names, " "), spec.CheckFieldName); err != nil {
			return err
		}
		into.Indexes = append(into.Indexes, pairOf(names))
	}
	return nil
}

func fieldName(f *spec.Field) string {
	if f == nil {
		return ""
	}
	return f.Name
}

// Kept returns the state of the form.
func (w *Wizard) Kept() Kept {
	k := Kept{Draft: w.draft, Typed: w.typed}
	if steps := w.steps(); w.at < len(steps) {
		k.At = steps[w.at].Name
	}
	return k
}

// keep passes the state of the form to w.Keep, if there is one.
func (w *Wizard) keep() {
	if w.Keep != nil {
		w.Keep(w.Kept())
	}
}

// Covers reports whether k says all that flags say.
func (k Kept) Covers(flags *Draft) bool {
	if flags.Module != "" && flags.Module != k.Draft.Module {
		return false
	}
	have := k.Draft.words()
	return !slices.ContainsFunc(flags.words(), func(word string) bool { return !slices.Contains(have, word) })
}

// words returns the names and fields of a draft, each with its path.
func (d *Draft) words() []string {
	var words []string
	for _, s := range d.services {
		for _, r := range s.Resources {
			path := s.Name + "/" + r.Name
			words = append(words, path)
			for _, f := range r.Fields {
				words = append(words, path+":"+spec.FormatArg(f))
			}
		}
	}
	return words
}

// Continue goes on where k was left. Resources of the flags stay the same ones, with what k says of them.
func (w *Wizard) Continue(k Kept) {
	w.draft.Module, w.draft.Packs, w.typed = k.Draft.Module, k.Draft.Packs, k.Typed
	var services []*spec.Service
	for _, s := range k.Draft.services {
		service := w.draft.service(s.Name)
		var resources []*spec.Resource
		for _, r := range s.Resources {
			into := resource(service, r.Name)
			*into = *r
			resources = append(resources, into)
		}
		service.Resources = resources
		services = append(services, service)
	}
	w.draft.services = services
	if w.at = slices.IndexFunc(w.steps(), func(s Step) bool { return s.Name == k.At }); w.at < 0 {
		w.at, w.typed = 0, "" // flags answer that question now
	}
}
