package kind

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// CheckSQL is the condition of the CHECK constraint of a column, "" if it has none. It mirrors what the domain checks and
// PostgreSQL can say alike: lengths, ranges, closed lists. Not mirrored: patterns and formats, whose dialects differ; the
// items of lists; and the size of JSON, which jsonb stores in a form of its own.
func (f *Shape) CheckSQL(c string) string {
	if f.Repeated {
		var parts []string
		if f.Enum != nil {
			parts = append(parts, c+" <@ ARRAY["+f.Enum.sqlValues()+"]")
		}
		if f.MaxItems != nil {
			parts = append(parts, fmt.Sprintf("cardinality(%s) <= %d", c, *f.MaxItems))
		}
		return strings.Join(parts, " AND ")
	}
	switch f.Kind.Type {
	case spec.String, spec.Text:
		least, most := f.lengths()
		if least == 1 && most == noLimit {
			return c + " <> ''"
		}
		return sizeExpr("char_length("+c+")", least, most)
	case spec.Bytes:
		least := 0
		if f.Required {
			least = 1
		}
		return sizeExpr("octet_length("+c+")", least, f.GreatestSize())
	case spec.Int32, spec.Int64, spec.Float64, spec.Decimal:
		return rangeExpr(c, f.Min, f.Max, func(text string) string { return text })
	case spec.Timestamp, spec.Date:
		return rangeExpr(c, f.Min, f.Max, pgschema.Literal)
	case spec.EnumType:
		return c + " IN (" + f.Enum.sqlValues() + ")"
	}
	return ""
}

func sizeExpr(size string, least, most int) string {
	switch {
	case least == most:
		return fmt.Sprintf("%s = %d", size, least)
	case least > 0 && most < noLimit:
		return fmt.Sprintf("%s BETWEEN %d AND %d", size, least, most)
	case least > 0:
		return fmt.Sprintf("%s >= %d", size, least)
	case most < noLimit:
		return fmt.Sprintf("%s <= %d", size, most)
	}
	return ""
}

func rangeExpr(column string, least, most *string, literal func(string) string) string {
	switch {
	case least != nil && most != nil:
		return column + " BETWEEN " + literal(*least) + " AND " + literal(*most)
	case least != nil:
		return column + " >= " + literal(*least)
	case most != nil:
		return column + " <= " + literal(*most)
	}
	return ""
}

// DefaultSQL is the DEFAULT of the column, "" where it has none. A column has one where a client may leave the field out and
// it is not NULL then, so that a row that was inserted by hand needs no more than one that came through the API.
func (f *Shape) DefaultSQL() string {
	switch {
	case f.HasDefault:
		return f.SQLLiteral(f.Default)
	case f.Now && f.Kind.Type == spec.Date:
		return "(now() AT TIME ZONE 'UTC')::date"
	case f.Now:
		return "now()"
	case f.Repeated:
		return "'{}'"
	case f.Optional || f.Required:
		return ""
	}
	switch f.Kind.Type {
	case spec.String, spec.Text:
		return "''"
	case spec.Bool:
		return "false"
	case spec.Int32, spec.Int64, spec.Float64, spec.Decimal:
		return "0"
	}
	return ""
}

func (f *Shape) SQLLiteral(text string) string {
	switch f.Kind.Type {
	case spec.Bool, spec.Int32, spec.Int64, spec.Float64, spec.Decimal:
		return text
	case spec.Bytes:
		return `'\x` + hex.EncodeToString([]byte(text)) + `'`
	}
	return pgschema.Literal(text)
}
