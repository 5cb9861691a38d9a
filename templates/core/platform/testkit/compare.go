package testkit

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Sorted reports whether values ascend, with nil at the end. It does not judge texts whose order depends on the collation of the
// database.
func Sorted(values []any) bool {
	return slices.IsSortedFunc(values, func(a, b any) int {
		switch {
		case a == nil || b == nil:
			return compare(a == nil, b == nil)
		case collated(a, b):
			return 0
		}
		return compare(a, b)
	})
}

// collated reports whether a and b are texts that differ in more than digits or small letters.
func collated(a, b any) bool {
	x, ok := a.(string)
	y, _ := b.(string)
	for x != "" && y != "" && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	return ok && !plain(x+y)
}

// plain reports whether text consists of small letters and digits.
func plain(text string) bool { return strings.Trim(text, "0123456789abcdefghijklmnopqrstuvwxyz") == "" }

// compare returns -1, 0 or 1 as a is before b, equal or after it. They have one type.
func compare(a, b any) int {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if method := x.MethodByName("Compare"); method.IsValid() { // decimal.Decimal, time.Time, civil.Date
		return int(method.Call([]reflect.Value{y})[0].Int())
	}
	switch {
	case x.CanInt():
		return cmp.Compare(x.Int(), y.Int())
	case x.CanFloat():
		return cmp.Compare(x.Float(), y.Float())
	}
	return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
}
