package main

import (
	"errors"

	"github.com/spf13/pflag"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/draft"
	"github.com/svcgen/svcgen/generator/spec"
)

// resourceFlags are --resource NAME --field … --field … --resource …: a field belongs to the resource before it.
type resourceFlags struct {
	list []*spec.Resource
}

func (f *resourceFlags) resource() pflag.Value {
	return flagFunc{"NAME", func(name string) error {
		if err := spec.CheckResourceName(name); err != nil {
			return errors.New(ask.Inline(err))
		}
		f.list = append(f.list, &spec.Resource{Name: name})
		return nil
	}}
}

func (f *resourceFlags) field() pflag.Value {
	return flagFunc{"FIELD", func(word string) error {
		if len(f.list) == 0 {
			return errors.New("put it after its --resource")
		}
		return draft.AddField(f.list[len(f.list)-1], "--field", word)
	}}
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

// flagFunc is a flag whose every use calls a function.
type flagFunc struct {
	kind string
	set  func(string) error
}

func (f flagFunc) Set(text string) error { return f.set(text) }
func (f flagFunc) Type() string          { return f.kind }
func (f flagFunc) String() string        { return "" }
