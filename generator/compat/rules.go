package compat

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/ledger"
)

// rules are those that a value has to keep to, and how they are said to a person.
func rules() [][2]string {
	return [][2]string{
		{"min_len", "at least %s characters"},
		{"max_len", "at most %s characters"},
		{"min", "no less than %s"},
		{"max", "no more than %s"},
		{"pattern", "has to match %s"},
		{"format", "has to be of the form %s"},
		{"max_items", "at most %s items"},
		{"max_bytes", "at most %s bytes"},
	}
}

// narrowed says how the rules of a field refuse more than before. Both are words of the ledger.
func narrowed(before, now []string) []string {
	var all []string
	for _, rule := range rules() {
		key := rule[0]
		was, is := ledger.Word(before, key), ledger.Word(now, key)
		if is == "" || was == is || was != "" && wider(key, was, is) {
			continue
		}
		text := fmt.Sprintf(rule[1], is) + " now"
		if was != "" {
			text += ", was " + was
		}
		all = append(all, text)
	}
	if slices.Contains(now, "unique_items") && !slices.Contains(before, "unique_items") {
		all = append(all, "no item twice now")
	}
	return all
}

// wider reports whether a limit lets all through that it let through before.
func wider(key, was, is string) bool {
	switch key {
	case "min_len", "min":
		return compareLimits(is, was) <= 0
	case "pattern", "format":
		return false
	}
	return compareLimits(is, was) >= 0
}

// limitBits hold the thousand digits that a decimal can have.
const limitBits = 4096

// compareLimits compares numbers, times or dates in canonical form. Texts that are neither are told apart only.
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
	return strings.Compare(x, y)
}
