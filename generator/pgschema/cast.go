package pgschema

import (
	"fmt"
	"strings"
)

// Cast reports whether a column keeps every value when its type changes. using is the expression that converts them, "" if
// PostgreSQL does so by itself.
func Cast(from, to, column string) (using string, safe bool) {
	if from == to {
		return "", true
	}
	if element, ok := strings.CutSuffix(to, "[]"); ok && element == from {
		return "ARRAY[" + column + "]", true
	}
	if strings.HasSuffix(from, "[]") || strings.HasSuffix(to, "[]") {
		return "", false
	}
	switch {
	case from == "bytea" || from == "jsonb":
		return "", false
	case to == "text":
		return column + "::text", true
	case from == "integer" && (to == "bigint" || to == "double precision"):
		return "", true
	case from == "date" && to == "timestamptz":
		return column + "::timestamp AT TIME ZONE 'UTC'", true
	}
	precision, scale, ok := numericSize(to)
	if !ok {
		return "", false
	}
	switch from {
	case "integer":
		return "", precision-scale >= len("2147483648")
	case "bigint":
		return "", precision-scale >= len("9223372036854775808")
	}
	was, wasScale, ok := numericSize(from)
	return "", ok && scale >= wasScale && precision-scale >= was-wasScale
}

// numericSize parses a type such as numeric(10,2).
func numericSize(typ string) (precision, scale int, ok bool) {
	n, err := fmt.Sscanf(typ, "numeric(%d,%d)", &precision, &scale)
	return precision, scale, err == nil && n == 2 && precision > 0
}

// castBack returns the expression that reverses a cast.
func castBack(from, to, column string) string {
	switch {
	case from == to+"[]":
		return column + "[1]"
	case from == "timestamptz" && to == "date":
		return "(" + column + " AT TIME ZONE 'UTC')::date"
	}
	return column + "::" + to
}
