package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// narrows reports whether the column's CHECK, if it has changed, refuses values that rows of the last run may have.
func (f *Field) narrows() bool {
	if f.Check == "" {
		return false
	}
	if f.Before.Check == nil || f.Resource.Before.Path == "" { // without a path the ledger is too old to know rules
		return true
	}
	was, now := checkRules(f.Before), checkRules(f.Entry())
	if len(ledger.Narrower(was, now, f.Compare)) > 0 || f.losesValues() {
		return true
	}
	// If the rules are the same, another version of svcgen wrote the CHECK in another way, and nobody knows what it refuses.
	return slices.Equal(was, now) && f.Before.Repeated == f.Repeated && (f.Enum == nil || slices.Equal(f.valuesBefore(), f.Enum.Names()))
}

// checkRules are the rules of a field, as words of the ledger, that the CHECK of its column holds (see kind.Shape.CheckSQL).
func checkRules(f *ledger.Field) []string {
	var rules []string
	for _, key := range []string{"min_len", "max_len", "min", "max", "max_items", "max_bytes"} {
		if value := ledger.WordValue(f.API, key); value != "" && f.Repeated == (key == "max_items") {
			rules = append(rules, key+"="+value)
		}
	}
	text := f.Type == spec.String || f.Type == spec.Text || f.Type == spec.Bytes
	if text && slices.Contains(f.API, "required") && ledger.WordValue(f.API, "min_len") == "" {
		rules = append(rules, "min_len=1") // what is required is not empty
	}
	return rules
}

// losesValues reports whether the column may hold values that its enum does not have, and that no other value replaces.
func (f *Field) losesValues() bool {
	if f.Enum == nil {
		return false
	}
	before := f.valuesBefore()
	return before == nil || slices.ContainsFunc(before, func(v string) bool {
		return !slices.Contains(f.Enum.Names(), v) &&
			!slices.ContainsFunc(f.Enum.Replaced, func(m pgschema.ValueMove) bool { return m.From == v })
	})
}

// valuesBefore are the values of the field's enum in the last run; nil if it had no enum.
func (f *Field) valuesBefore() []string {
	old := f.Resource.Service.Before.Enum(f.Before.Enum)
	if old == nil {
		return nil
	}
	var names []string
	for _, v := range old.Values {
		names = append(names, v.Name)
	}
	return names
}
