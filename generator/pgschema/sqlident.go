package pgschema

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// keywords are the words that PostgreSQL 15 to 18 do not accept everywhere as the name of a column or table: the categories
// "reserved", "reserved (can be function or type)" and "non-reserved (cannot be function or type)" of appendix C of its manual.
// All others are legal without quotes.
var keywords = naming.WordSet(`all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
	current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else
	end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime
	localtimestamp not null offset on only or order placing primary references returning select session_user some symmetric
	system_user table then to trailing true union unique user using variadic when where window with

	authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural
	notnull outer overlaps right similar tablesample verbose

	between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int integer interval
	json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
	least merge_action national nchar none normalize nullif numeric out overlay position precision real row setof smallint
	substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse
	xmlpi xmlroot xmlserialize xmltable`)

// QuoteIdent quotes an identifier if PostgreSQL requires that.
func QuoteIdent(name string) string {
	if keywords[name] || !naming.IsSnake(name) || naming.IsDigit(name[0]) {
		return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
	}
	return name
}

// MaxIdent is the length in bytes to which PostgreSQL truncates identifiers.
const MaxIdent = 63

// shorten returns name in at most MaxIdent bytes: it replaces what it cuts off by a digest of the whole name.
func shorten(name string) string {
	if len(name) <= MaxIdent {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	digest := "_" + hex.EncodeToString(sum[:4])
	return name[:MaxIdent-len(digest)] + digest
}

// Relations hands out the names of tables, indexes and constraints, which share one namespace in a schema.
type Relations map[string]bool

// Claim joins parts to a name, shortens it, and appends a number if it is taken, as PostgreSQL itself does.
func (r Relations) Claim(parts ...string) string {
	base := strings.Join(parts, "_")
	name := shorten(base)
	for i := 1; r[name]; i++ {
		name = shorten(fmt.Sprintf("%s%d", base, i))
	}
	r[name] = true
	return name
}

// Add takes the names of a table whose names are fixed, and of its constraints and indexes.
func (r Relations) Add(t *Table) {
	r[t.Name], r[t.PrimaryKey] = true, true
	for _, c := range t.Constraints {
		r[c.Name] = true
	}
	for _, i := range t.Indexes {
		r[i.Name] = true
	}
}

// Literal returns s as a string literal. It escapes control characters, semicolons and the dashes of comments, because goose splits
// scripts without recognizing literals.
func Literal(s string) string {
	plain := true
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == ';' || r == '-' && strings.HasPrefix(s[i+1:], "-"):
			fmt.Fprintf(&b, `\x%02x`, r)
			plain = false
		case r == '\'':
			b.WriteString("''")
		case r == '\\':
			b.WriteString(`\\`)
			plain = false
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, r)
			plain = false
		case r == 0x85 || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u%04x`, r)
			plain = false
		default:
			b.WriteRune(r)
		}
	}
	if plain {
		return "'" + b.String() + "'"
	}
	return "E'" + b.String() + "'"
}
