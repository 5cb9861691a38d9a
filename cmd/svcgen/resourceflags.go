package main

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/draft"
	"github.com/svcgen/svcgen/generator/spec"
)

// resourceFlags are --resource NAME --field … --field … --resource …: a field belongs to the resource before it.
type resourceFlags struct {
	list []*spec.Resource
}

func (f *resourceFlags) addTo(flags *pflag.FlagSet) {
	flags.Var(flagFunc{"NAME", f.resource}, "resource", "a resource called `NAME`; repeat it for more")
	flags.Var(fieldFlag(func() *spec.Resource {
		if len(f.list) == 0 {
			return nil
		}
		return f.list[len(f.list)-1]
	}), "field", "a `FIELD` of the --resource before it, NAME:TYPE[:FLAG…]; repeat it for more")
}

// resource reads a name. A field may follow behind a colon.
func (f *resourceFlags) resource(word string) error {
	name, field, hasField := strings.Cut(word, ":")
	if err := spec.CheckResourceName(name); err != nil {
		return errors.New(ask.Inline(err))
	}
	r := &spec.Resource{Name: name}
	f.list = append(f.list, r)
	if !hasField {
		return nil
	}
	return draft.AddField(r, "--resource "+name, field)
}

// open reports whether there is anything left to ask.
func (f *resourceFlags) open() bool {
	for _, r := range f.list {
		if len(r.Fields) == 0 {
			return true
		}
	}
	return len(f.list) == 0
}

// draftFlags are the same flags for a whole workspace: the names are SERVICE/RESOURCE.
type draftFlags struct {
	draft draft.Draft
	last  *spec.Resource
}

func (f *draftFlags) addTo(flags *pflag.FlagSet) {
	flags.Var(flagFunc{"NAME", func(word string) (err error) {
		f.last, err = f.draft.AddResource(word)
		return err
	}}, "resource", "a resource, `SERVICE/RESOURCE`; repeat it for more")
	flags.Var(fieldFlag(func() *spec.Resource { return f.last }), "field", "a `FIELD` of the --resource before it, NAME:TYPE[:FLAG…]; repeat it for more")
}

// fieldFlag is --field: a field of the last resource, nil if there is none.
func fieldFlag(last func() *spec.Resource) flagFunc {
	return flagFunc{"FIELD", func(word string) error {
		r := last()
		if r == nil {
			return errors.New("put it after its --resource")
		}
		return draft.AddField(r, "--field", word)
	}}
}

// flagFunc is a flag whose every use calls a function.
type flagFunc struct {
	kind string
	set  func(string) error
}

func (f flagFunc) Set(text string) error { return f.set(text) }

func (f flagFunc) Type() string { return f.kind }

func (f flagFunc) String() string { return "" }
