package spec

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxIndexKeys is PostgreSQL's limit.
const maxIndexKeys = 32

// indexable are the fields of every resource that an index can contain.
var indexable = []string{"id", "create_time", "update_time"}

// readIndexes reads the indexes of a resource: category, status, create_time desc · tags using gin · unique title, category.
func (s *serviceDecl) readIndexes(r *resourceDecl) {
	for _, text := range r.indexes {
		before := len(s.problems)
		index := s.readIndex(r, text)
		if len(s.problems) > before {
			continue
		}
		same := func(i *Index) bool {
			return i.Unique == index.Unique && i.Using == index.Using && slices.Equal(i.Keys, index.Keys)
		}
		if at := slices.IndexFunc(r.Indexes, same); at >= 0 {
			s.add(index.Pos, "", "the same index is defined in line %d", r.Indexes[at].Pos.Line)
			continue
		}
		if f := r.field(index.Keys[0].Field); index.Unique && len(index.Keys) == 1 && f != nil && f.Unique {
			s.add(index.Pos, "leave it out", "field %s is unique already", quote(f.Name))
			continue
		}
		r.Indexes = append(r.Indexes, index)
	}
}

// field returns the field of a name, nil if there is none.
func (r *Resource) field(name string) *Field {
	at := slices.IndexFunc(r.Fields, func(f *Field) bool { return f.Name == name })
	if at < 0 {
		return nil
	}
	return r.Fields[at]
}

func (s *serviceDecl) readIndex(r *resourceDecl, text item) *Index {
	index := &Index{Pos: text.at.pos()}
	parts := splitItems(text.text, text.at)
	for n, part := range parts {
		words := indexWords(part)
		if n == 0 && len(words) > 1 && words[0].text == "unique" && !direction(words[1].text) && words[1].text != "using" {
			index.Unique = true
			words = words[1:]
		}
		if last := len(words) - 1; last > 2 && words[last-2].text == "using" && direction(words[last].text) {
			s.add(words[last].at.pos(), "leave it out", "%s follows the field, and a %s index has no order", words[last].text, words[last-1].text)
			words = words[:last]
		}
		if last := len(words) - 2; n == len(parts)-1 && last > 0 && words[last].text == "using" {
			index.Using = words[last+1].text
			if index.Using != "gin" {
				s.unknown(words[last+1].at.pos(), "kind of index", index.Using, "", []string{"gin"})
			}
			words = words[:last]
		}
		switch {
		case len(words) == 0:
			s.add(part.at.pos(), "for example category, create_time desc", "a field of the index is missing")
		case len(words) > 2, len(words) == 2 && !direction(words[1].text):
			s.add(words[1].at.pos(), "separate fields by commas; desc may follow a field, and using gin the last one", "unknown word %s in an index", quote(words[1].text))
		default:
			key := IndexKey{Field: words[0].text, Desc: len(words) == 2 && words[1].text == "desc"}
			if slices.ContainsFunc(index.Keys, func(k IndexKey) bool { return k.Field == key.Field }) {
				s.add(words[0].at.pos(), "", "field %s is in the index twice", quote(key.Field))
			}
			index.Keys = append(index.Keys, key)
			s.checkIndexKey(r, words[0])
		}
	}
	s.checkIndex(r, index, text)
	return index
}

// checkIndexKey checks that the field of an index exists.
func (s *serviceDecl) checkIndexKey(r *resourceDecl, field item) {
	if slices.Contains(indexable, field.text) || r.field(field.text) != nil {
		return
	}
	names := slices.Clone(indexable)
	for _, f := range r.Fields {
		names = append(names, f.Name)
	}
	s.add(field.at.pos(), DidYouMean(field.text, names), "resource %s has no field %s", quote(r.Name), quote(field.text))
}

// checkIndex checks the kind of the index against the types of its fields.
func (s *serviceDecl) checkIndex(r *resourceDecl, index *Index, text item) {
	at := text.at.pos()
	if len(index.Keys) > maxIndexKeys {
		s.add(at, "", "an index has at most %d fields", maxIndexKeys)
	}
	if index.Using == "gin" && index.Unique {
		s.add(at, "", "a gin index cannot be unique")
	}
	for _, key := range index.Keys {
		f := r.field(key.Field)
		if f == nil && !slices.Contains(indexable, key.Field) || f != nil && f.Type == "" {
			continue // an unknown field or type is already reported
		}
		gin := f != nil && (f.Repeated || f.can(searched))
		switch {
		case index.Using == "gin" && !gin:
			s.add(at, "", "a gin index is for lists and json, and %s is neither", quote(key.Field))
		case index.Using == "gin" && key.Desc:
			s.add(at, "leave out desc", "a gin index has no order")
		case index.Using == "" && gin:
			s.add(at, text.text+" using gin", "field %s can only be in a gin index", quote(key.Field))
		case index.Using == "" && f != nil && !f.can(compared):
			s.add(at, "", "field %s is %s, which cannot be indexed", quote(key.Field), f.Type)
		}
	}
}

func direction(word string) bool { return word == "asc" || word == "desc" }

// indexWords cuts a part of an index at its blanks.
func indexWords(part item) []item {
	var words []item
	rest, at := part.text, part.at
	for {
		trimmed := strings.TrimLeft(rest, " \n\t")
		at = at.plus(utf8.RuneCountInString(rest) - utf8.RuneCountInString(trimmed))
		if trimmed == "" {
			return words
		}
		end := strings.IndexAny(trimmed, " \n\t")
		if end < 0 {
			end = len(trimmed)
		}
		words = append(words, item{trimmed[:end], at})
		at = at.plus(utf8.RuneCountInString(trimmed[:end]))
		rest = trimmed[end:]
	}
}
