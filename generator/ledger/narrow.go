package ledger

import (
	"math/big"
	"slices"
	"strings"
	"time"
)

// Narrowing is a rule of a field that refuses values which were valid before.
type Narrowing struct {
	Key      string // max_len, pattern, unique_items
	Was, Now string // values of the rule; Was is "" if the rule is new
}

// Narrower returns the rules of a field that refuse more values than before. The rules are in the form of Field.API. It leaves out
// required and output_only, which say who sends a value, not which values are valid.
func Narrower(before, now []string) []Narrowing {
	var all []Narrowing
	for _, key := range []string{"min_len", "max_len", "min", "max", "pattern", "format", "max_items", "max_bytes"} {
		if was, is := WordValue(before, key), WordValue(now, key); is != "" && !allows(key, was, is) {
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
func allows(key, was, now string) bool {
	switch {
	case was == now:
		return true
	case was == "":
		return false
	case key == "pattern", key == "format":
		return false // whether one pattern includes another cannot be decided
	case key == "min_len", key == "min":
		return compareLimits(now, was) <= 0
	}
	return compareLimits(now, was) >= 0
}

// limitBits is the precision that holds the thousand digits that a decimal can have.
const limitBits = 4096

// compareLimits compares numbers, times or dates in canonical form.
func compareLimits(x, y string) int {
	if a, _, err := big.ParseFloat(x, 10, limitBits, big.ToNearestEven); err == nil {
		if b, _, err := big.ParseFloat(y, 10, limitBits, big.ToNearestEven); err == nil {
			return a.Cmp(b)
		}
	}
	if a, err := time.Parse(time.RFC3339Nano, x); err == nil {
		if b, err := time.Parse(time.RFC3339Nano, y); err == nil {
			return a.Compare(b)
		}
	}
	return strings.Compare(x, y) // dates sort as text
}
