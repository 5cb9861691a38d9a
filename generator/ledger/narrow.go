package ledger

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Narrowing is a rule of a field that refuses values which were valid before.
type Narrowing struct {
	Key      string // max_len, pattern, unique_items
	Was, Now string // values of the rule; Was is "" if the rule is new
}

// Narrower returns the rules of a field that refuse more values than before. The rules are in the form of Field.API. It leaves out
// required and output_only, which say who sends a value, not which values are valid. compare orders the values of min and max.
func Narrower(before, now []string, compare func(a, b string) int) []Narrowing {
	var all []Narrowing
	for _, key := range []string{"min_len", "max_len", "min", "max", "pattern", "format", "max_items", "max_bytes"} {
		if was, is := WordValue(before, key), WordValue(now, key); is != "" && !allows(key, was, is, compare) {
			all = append(all, Narrowing{Key: key, Was: was, Now: is})
		}
	}
	const unique = "unique_items"
	if slices.Contains(now, unique) && !slices.Contains(before, unique) {
		all = append(all, Narrowing{Key: unique})
	}
	return all
}

// allows reports whether a rule still allows every value that it allowed before.
func allows(key, was, now string, compare func(a, b string) int) bool {
	switch {
	case was == now:
		return true
	case was == "":
		return false
	case key == "pattern", key == "format":
		return false // whether one pattern includes another cannot be decided
	case key == "min":
		return compare(now, was) <= 0
	case key == "max":
		return compare(now, was) >= 0
	case key == "min_len":
		return compareCounts(now, was) <= 0
	}
	return compareCounts(now, was) >= 0
}

func compareCounts(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX == nil && errY == nil {
		return cmp.Compare(x, y)
	}
	return strings.Compare(a, b)
}
