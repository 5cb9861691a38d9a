package evolve

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// narrows reports whether the column's CHECK, provided that it has changed, refuses values that existing rows may have.
func narrows(f *model.Field) bool {
	if f.Check == "" {
		return false
	}
	if f.Before.Check == nil || f.Resource.Before.Path == "" { // without a path the ledger is too old to have rules
		return true
	}
	was, now := checkRules(f.Before), checkRules(f.Entry())
	if len(ledger.Narrower(was, now, f.Compare)) > 0 || losesValues(f) {
		return true
	}
	// If the rules are the same, another version of svcgen wrote a different CHECK for them, and what that refuses is unknown.
	return slices.Equal(was, now) && f.Before.Repeated == f.Repeated && (f.Enum == nil || slices.Equal(valuesBefore(f), f.Enum.Names()))
}

// checkRules returns the rules of a field that the CHECK of its column enforces, as words of the ledger (see kind.Shape.CheckSQL).
func checkRules(f *ledger.Field) []string {
	var rules []string
	for _, key := range []string{"min_len", "max_len", "min", "max", "max_items", "max_bytes"} {
		if value := ledger.WordValue(f.API, key); value != "" && f.Repeated == (key == "max_items") {
			rules = append(rules, key+"="+value)
		}
	}
	text := f.Type == spec.String || f.Type == spec.Text || f.Type == spec.Bytes
	if text && slices.Contains(f.API, "required") && ledger.WordValue(f.API, "min_len") == "" {
		rules = append(rules, "min_len=1") // required texts are not empty
	}
	return rules
}

// losesValues reports whether the column may hold values that its enum lost without a replacement.
func losesValues(f *model.Field) bool {
	if f.Enum == nil {
		return false
	}
	before := valuesBefore(f)
	return before == nil || slices.ContainsFunc(before, func(v string) bool {
		return !slices.Contains(f.Enum.Names(), v) &&
			!slices.ContainsFunc(f.Enum.Replaced, func(m pgschema.ValueMove) bool { return m.From == v })
	})
}

// valuesBefore returns the values of the field's enum in the last run; nil if it had no enum.
func valuesBefore(f *model.Field) []string {
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
