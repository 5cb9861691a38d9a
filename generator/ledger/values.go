package ledger

import (
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// set stores the value of one key of a field's line. It returns false if the key or the value is unknown.
func (f *Field) set(kv pair) bool {
	ok := true
	switch kv.key {
	case "type":
		ok = f.setType(kv.value)
	case "optional":
		f.Optional, ok = true, kv.value == "true"
	case "api":
		f.API = kv.list
	case "sql":
		f.SQL = kv.value
	case "default":
		f.SQLDefault = kv.value
	case "more_columns":
		return f.setMoreColumns(kv.list)
	case "check":
		f.Check, ok = kv.list, len(kv.list) == 2 && naming.IsSnake(kv.list[0])
	case "foreign_key":
		f.ForeignKey, ok = kv.list, len(kv.list) == 3 && naming.IsSnake(kv.list[0]) && naming.IsSnake(kv.list[1])
	case "mirror":
		f.Mirror, ok = kv.value, naming.IsSnake(kv.value)
	default:
		ok = false
	}
	return ok
}

// setMoreColumns reads the name, the type and the default of each column.
func (f *Field) setMoreColumns(list []string) bool {
	const parts = 3
	f.MoreColumns = nil
	for c := range slices.Chunk(list, parts) {
		if len(c) < parts || !naming.IsSnake(c[0]) || c[1] == "" {
			return false
		}
		f.MoreColumns = append(f.MoreColumns, Column{Name: c[0], SQL: c[1], Default: c[2]})
	}
	return len(list) > 0
}

func (f *Field) setType(text string) bool {
	text, f.Currency, _ = strings.Cut(text, currencyKey)
	if _, known := spec.CurrencyDigits(f.Currency); f.Currency != "" && (!known || text != string(spec.Money)) {
		return false
	}
	text, f.Repeated = strings.CutSuffix(text, "[]")
	name, arg, _ := strings.Cut(text, "=")
	switch name {
	case "enum":
		f.Enum = arg
	case "ref":
		f.Ref = arg
	default:
		if head, size, ok := strings.Cut(text, "("); ok {
			name = head
			if n, err := fmt.Sscanf(size, "%d,%d)", &f.Precision, &f.Scale); n != 2 || err != nil {
				return false
			}
		}
	}
	f.Type = spec.Type(name)
	return f.Type.Known()
}

// parseNumber reads a positive number within the range of protobuf field numbers.
func parseNumber(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && 0 < n && n < 1<<29
}

// isProtoName reports whether text is a full protobuf name such as shop.catalog.v1.CatalogService.
func isProtoName(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		if !token.IsIdentifier(strings.ToUpper(part)) {
			return false
		}
	}
	return true
}

// isRoute reports whether text is a path of the REST API without parameters, such as /v1/products.
func isRoute(text string) bool {
	rest, ok := strings.CutPrefix(text, "/")
	return ok && strings.Trim(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-") == ""
}

func (r *Resource) setMethods(names []string) bool {
	r.Methods = methods(names, isStandard)
	return r.Methods != nil
}

func isStandard(method string) bool { return slices.Contains(spec.Methods(), spec.Method(method)) }

// methods returns the methods of these names; nil if there is none, one is not valid, or one is named twice.
func methods(names []string, valid func(string) bool) []spec.Method {
	var all []spec.Method
	for _, name := range names {
		m := spec.Method(name)
		if !valid(name) || slices.Contains(all, m) {
			return nil
		}
		all = append(all, m)
	}
	return all
}
