package draft

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/spec"
)

// more asks for what the spec says of a resource beside its fields.
func (w *Wizard) more(ctx context.Context, s *spec.Service, r *spec.Resource) error {
	path := s.Name + "." + r.Name
	choice := ask.Choice{Above: w.above(), Title: "more for " + path, Back: true}
	var actions []func() error
	add := func(option, effect string, action func() error) {
		choice.Options = append(choice.Options, option)
		choice.Effects = append(choice.Effects, effect)
		actions = append(actions, action)
	}
	if r.SoftDelete {
		add("no soft_delete", "delete removes the row", func() error { r.SoftDelete = false; return nil })
	} else {
		add("soft_delete", meaning("soft_delete"), func() error { r.SoftDelete = true; return nil })
	}
	add("unique pair", "no two have the same values in two fields or more", func() error { return w.unique(ctx, path, r) })
	for at, index := range r.Indexes {
		add("no "+spec.FormatIndex(index), "", func() error { r.Indexes = slices.Delete(r.Indexes, at, at+1); return nil })
	}
	add("description", meaning("description"), func() error { return w.describe(ctx, path, r) })
	add("back", "to the fields", func() error { return nil })
	picked, err := w.ask.Choose(ctx, choice)
	if err != nil {
		return err
	}
	return actions[picked]()
}

// meaning is what a key of a resource says.
func meaning(key string) string {
	for _, d := range spec.ResourceWords() {
		if d.Word == key {
			return d.Text
		}
	}
	return ""
}

// unique asks for the fields of a unique pair.
func (w *Wizard) unique(ctx context.Context, path string, r *spec.Resource) error {
	answer, err := w.ask.Line(ctx, ask.Line{
		Above: w.above(),
		Title: "unique pair of " + path,
		Help:  "two fields or more that are unique together, separated by spaces",
		Check: func(text string) error { return checkPair(r, splitNames(text)) },
		Word: func(text string, cursor int) ask.Word {
			l := cutLine(string([]rune(text)[:cursor]))
			word := ask.Word{At: l.at}
			for _, f := range r.Fields {
				if strings.HasPrefix(f.Name, l.last) && !slices.Contains(l.words, f.Name) {
					word.Options = append(word.Options, f.Name)
				}
			}
			word.Help = strings.Join(word.Options, "  ")
			return word
		},
		Back: true,
	})
	if err != nil {
		return err
	}
	r.Indexes = append(r.Indexes, pairOf(splitNames(answer)))
	return nil
}

func pairOf(names []string) *spec.Index {
	index := &spec.Index{Unique: true}
	for _, name := range names {
		index.Keys = append(index.Keys, spec.IndexKey{Field: name})
	}
	return index
}

// checkPair says what is wrong with a unique pair of a resource. Package spec judges whether the types can be unique.
func checkPair(r *spec.Resource, names []string) error {
	if len(names) < 2 {
		return errors.New("type the names of two fields or more")
	}
	var have []string
	for _, f := range r.Fields {
		have = append(have, f.Name)
	}
	part := &spec.Resource{Name: r.Name, Indexes: append(slices.Clone(r.Indexes), pairOf(names))}
	for _, f := range r.Fields {
		if f.Ref != "" { // the other resource is not there
			f = &spec.Field{Name: f.Name, Type: spec.UUID}
		}
		part.Fields = append(part.Fields, f)
	}
	for _, name := range names {
		if !slices.Contains(have, name) {
			return spec.Problem{Msg: fmt.Sprintf("%s has no field %q", r.Name, name), Hint: spec.DidYouMean(name, have)}
		}
	}
	d := Draft{Module: "example.com/a", services: []*spec.Service{{Name: "a", Resources: []*spec.Resource{part}}}}
	_, err := spec.Parse([]spec.Source{d.Source("<answers>")})
	return first(err)
}

// first is the first problem of an error, without its place, which is none that the person knows.
func first(err error) error {
	if problems, ok := errors.AsType[spec.Problems](err); ok {
		return spec.Problem{Msg: problems[0].Msg, Hint: problems[0].Hint}
	}
	return err
}

// describe asks for the description of a resource.
func (w *Wizard) describe(ctx context.Context, path string, r *spec.Resource) error {
	answer, err := w.ask.Line(ctx, ask.Line{
		Above: w.above(),
		Title: "description of " + path,
		Help:  meaning("description") + "; it becomes a comment in protobuf and Go",
		Value: r.Description,
		Check: checkDescription,
		Back:  true,
	})
	if err != nil {
		return err
	}
	r.Description = answer
	return nil
}

// checkDescription says what is wrong with a description, as package spec says it of that of a field.
func checkDescription(text string) error {
	f := &spec.Field{Name: "x", Type: spec.String, Description: text}
	if _, problems := spec.ParseField(spec.Pos{}, f.Name, spec.FormatField(f), ' '); len(problems) > 0 {
		return first(problems)
	}
	return nil
}
