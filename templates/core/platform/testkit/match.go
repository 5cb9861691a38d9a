package testkit

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

// Conditions returns a condition for each operator in ops, by the values that entities have in a field. A value is nil if the field
// is not set. There are none if it is set nowhere.
func Conditions(field string, ops aip.Op, values []any) []aip.Condition {
	var set []any
	for _, value := range values {
		if first := firstOf(value); first != nil {
			set = append(set, first)
		}
	}
	if len(set) == 0 {
		return nil
	}
	asked := set[min(1, len(set)-1)]
	var all []aip.Condition
	for op := aip.Equal; op <= aip.Set; op <<= 1 {
		c := aip.Condition{Field: field, Op: op, Value: asked}
		switch op {
		case aip.In:
			c.Value = []any{set[0], asked}
		case aip.Prefix:
			text := []rune(fmt.Sprint(asked))
			c.Value = string(text[:(len(text)+1)/2])
		case aip.Set:
			c.Value = nil
		}
		if ops&op != 0 {
			all = append(all, c)
		}
	}
	return all
}

// firstOf returns the first item of a list, as text if it is an enum, and another value as it is; nil for an empty list.
func firstOf(value any) any {
	list := reflect.ValueOf(value)
	switch {
	case value == nil || list.Kind() != reflect.Slice:
		return value
	case list.Len() == 0:
		return nil
	case list.Index(0).Kind() == reflect.String:
		return list.Index(0).String()
	}
	return list.Index(0).Interface()
}

// Matches reports whether the value of a field, nil if it is not set, meets a condition.
func Matches(value any, c aip.Condition) bool {
	if value == nil {
		return c.Op == aip.NotEqual
	}
	switch c.Op {
	case aip.Set:
		return true
	case aip.Prefix:
		return strings.HasPrefix(fmt.Sprint(value), fmt.Sprint(c.Value))
	case aip.In:
		list, _ := c.Value.([]any)
		return slices.ContainsFunc(list, func(one any) bool { return compare(value, one) == 0 })
	case aip.Has:
		list := reflect.ValueOf(value)
		for i := range list.Len() {
			if compare(list.Index(i).Interface(), c.Value) == 0 {
				return true
			}
		}
		return false
	}
	signs := map[aip.Op][]int{
		aip.Equal: {0}, aip.NotEqual: {-1, 1}, aip.Less: {-1}, aip.LessEqual: {-1, 0}, aip.Greater: {1}, aip.GreaterEqual: {0, 1},
	}
	return slices.Contains(signs[c.Op], compare(value, c.Value))
}

// Words returns the words in texts that consist of small letters and digits. A text that is not set is nil.
func Words(texts ...any) []string {
	var words []string
	for _, text := range texts {
		if text, ok := text.(string); ok {
			words = append(words, strings.Fields(text)...)
		}
	}
	return slices.DeleteFunc(words, func(word string) bool { return !plain(word) })
}
