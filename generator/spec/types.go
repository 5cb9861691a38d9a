package spec

import (
	"slices"
	"strings"
)

// Type is the type of a field as the spec names it.
type Type string

// The types of fields.
const (
	String    Type = "string" // one line
	Text      Type = "text"   // many lines
	Bool      Type = "bool"
	Int32     Type = "int32"
	Int64     Type = "int64"
	Float64   Type = "float64"
	Decimal   Type = "decimal" // an exact number: decimal(precision,scale)
	UUID      Type = "uuid"
	Timestamp Type = "timestamp" // to the microsecond
	Date      Type = "date"
	Duration  Type = "duration" // to the microsecond
	Money     Type = "money"    // an amount of one currency, money currency=EUR, or of any
	JSON      Type = "json"     // any JSON value
	Bytes     Type = "bytes"
	EnumType  Type = "enum" // one of a closed list: enum=a,b or enum=name
	Ref       Type = "ref"  // the id of a resource: ref=resource, ref=service.resource
)

// typeInfo is all that this package knows of a type.
type typeInfo struct {
	typ       Type
	doc       string                               // what its values are, for readers
	example   string                               // a canonical value, for readers
	params    *params                              // what follows the name; nil: nothing does
	can       trait                                // which keys fit
	filters   []Op                                 // what `filter` alone means
	zero      *string                              // the value of an output_only field at creation; nil: there is none
	canonical func(*Field, string) (string, fault) // the one way to write a value; nil: as it is
	less      func(a, b string) bool               // compares canonical values; only for types with bounded
	noList    string                               // why there are no lists of it; "" if there are
}

// params follow the name of a type: decimal(10,2), enum=draft,active, ref=product.
type params struct {
	open    string                                                   // ( or =
	pattern string                                                   // of all that follows the name, for the JSON Schema
	example string                                                   // of all that follows the name, for readers
	missing fault                                                    // if there is nothing
	read    func(d *decl, text string, at place, values []item) bool // text is what stands behind open
	write   func(*Field) string
}

// trait is an ability of a type. A key of a field names the trait that it needs: see fieldKeys.
type trait uint16

const (
	chars       trait = 1 << iota // it is a text: it has a length in characters, patterns, formats, a full text search
	bytesLong                     // its size is limited in bytes
	bounded                       // min and max fit it
	moment                        // value=now sets it
	identifying                   // value=caller.id sets it
	defaulted                     // a default can be written
	backfilled                    // a value for existing rows can be written
	distinct                      // a unique constraint can hold it
	compared                      // lists can be filtered and ordered by it, and a B-tree indexes it
	searched                      // a gin index holds it
	pointing                      // it refers to a resource
	priced                        // it has a currency

	simple  = defaulted | backfilled | distinct | compared
	numeric = simple | bounded
	dated   = numeric | moment
)

// types is the one table to extend for a new type: parsing, printing, completion and the JSON Schema follow it.
var types = []typeInfo{
	{
		typ: String, doc: "one line of text", example: "blue",
		can: simple | chars, filters: []Op{OpEq, OpIn, OpPrefix}, zero: new(""),
	},
	{
		typ: Text, doc: "text of many lines", example: "Blue,\nas the sea",
		can: simple | chars, filters: []Op{OpEq, OpIn, OpPrefix}, zero: new(""),
	},
	{
		typ: Bool, doc: "true or false", example: "true",
		can: simple, filters: []Op{OpEq}, zero: new("false"), canonical: canonicalBool,
	},
	{
		typ: Int32, doc: "a whole number of 32 bits", example: "42",
		can: numeric, filters: []Op{OpEq, OpIn, OpGTE, OpLTE}, zero: new("0"), canonical: canonicalInt32, less: lessNumber,
	},
	{
		typ: Int64, doc: "a whole number of 64 bits", example: "9007199254740993",
		can: numeric, filters: []Op{OpEq, OpIn, OpGTE, OpLTE}, zero: new("0"), canonical: canonicalInt64, less: lessNumber,
	},
	{
		typ: Float64, doc: "a number that need not be exact", example: "0.5",
		can: numeric, filters: []Op{OpEq, OpIn, OpGTE, OpLTE}, zero: new("0"), canonical: canonicalFloat, less: lessNumber,
	},
	{
		typ: Decimal, doc: "an exact number: how many digits in all, and how many of them after the point", example: "9.99",
		params: &decimalParams, can: numeric, filters: []Op{OpEq, OpIn, OpGTE, OpLTE}, zero: new("0"), canonical: canonicalDecimal, less: lessNumber,
	},
	{
		typ: UUID, doc: "an id from somewhere else", example: "0190a6f4-7c1e-7b3a-9f00-000000000001",
		can: simple | identifying, filters: []Op{OpEq, OpIn}, canonical: canonicalUUID,
	},
	{
		typ: Timestamp, doc: "a moment, to the microsecond", example: "2026-01-31T12:30:00Z",
		can: dated, filters: []Op{OpEq, OpGTE, OpLTE}, canonical: canonicalTime, less: lessTime,
	},
	{
		typ: Date, doc: "a day, without a time zone", example: "2026-01-31",
		can: dated, filters: []Op{OpEq, OpGTE, OpLTE}, canonical: canonicalDate, less: lessDate,
	},
	{
		typ: Duration, doc: "a length of time, to the microsecond", example: "1h30m",
		can: numeric, filters: []Op{OpEq, OpGTE, OpLTE}, zero: new("0s"), canonical: canonicalDuration, less: lessDuration,
	},
	{
		typ: Money, doc: "an exact amount of one currency, whose smallest unit Go and PostgreSQL count; money alone is one of any currency", example: "9.99",
		can: numeric | priced, filters: []Op{OpEq, OpIn, OpGTE, OpLTE}, zero: new("0"), canonical: canonicalMoney, less: lessNumber,
		noList: "define a resource for the amounts, with a ref to this one",
	},
	{
		typ: JSON, doc: "any JSON value", example: `{"a": 1}`,
		can: defaulted | backfilled | bytesLong | searched, canonical: canonicalJSON, noList: "a json value can be a list itself",
	},
	{
		typ: Bytes, doc: "binary data", example: "hello",
		can: distinct | bytesLong,
	},
	{
		typ: EnumType, doc: "one of a closed list of names, or of a list under enums:", example: "draft",
		params: &enumParams, can: simple, filters: []Op{OpEq, OpIn},
	},
	{
		typ: Ref, doc: "the id of a resource: of the same service, with a foreign key, or of another one, ref=catalog.product, which is asked whether it is there", example: "0190a6f4-7c1e-7b3a-9f00-000000000001",
		params: &refParams, can: backfilled | distinct | compared | pointing, filters: []Op{OpEq, OpIn}, canonical: canonicalUUID, noList: "define a resource that refers to both",
	},
}

// info returns the row of a type; the zero row if the type is not known.
func (t Type) info() typeInfo {
	if at := slices.IndexFunc(types, func(i typeInfo) bool { return i.typ == t }); at >= 0 {
		return types[at]
	}
	return typeInfo{}
}

// info returns the row of the field's type. Amounts of any currency have no order, so they can do less than those of one.
func (f *Field) info() typeInfo {
	info := f.Type.info()
	if info.can&priced != 0 && f.Currency == "" {
		info.can, info.filters, info.zero, info.less = priced|backfilled, nil, nil, nil
	}
	return info
}

// can reports whether the type of the field has a trait. Every type has anyType.
func (f *Field) can(t trait) bool { return t == 0 || f.info().can&t != 0 }

// written is a type with what follows its name: decimal(10,2).
func (t typeInfo) written() string {
	if t.params == nil {
		return string(t.typ)
	}
	return string(t.typ) + t.params.example
}

// typeFor returns the first type that a key fits, as written.
func typeFor(key string) string {
	needs := fieldKeys[slices.IndexFunc(fieldKeys, func(k fieldKey) bool { return k.name == key })].needs
	return types[slices.IndexFunc(types, func(t typeInfo) bool { return needs == anyType || t.can&needs != 0 })].written()
}

// typeWords returns the types as they start a field.
func typeWords() []string {
	words := make([]string, len(types))
	for i, t := range types {
		words[i] = string(t.typ)
	}
	return words
}

// ops returns the filter operators of the field.
func (f *Field) ops() []Op {
	ops := f.info().filters
	if f.Repeated && len(ops) > 0 {
		return []Op{OpHas}
	}
	return ops
}

// typeText returns the type as the one-line form writes it.
func (f *Field) typeText() string {
	text := string(f.Type)
	if p := f.Type.info().params; p != nil {
		text += p.open + p.write(f)
	}
	if f.Repeated {
		text += "[]"
	}
	return text
}

// typePattern returns a regular expression of all types, for the JSON Schema.
func typePattern() string {
	var listed, alone []string
	for _, t := range types {
		word := string(t.typ)
		if t.params != nil {
			word += t.params.pattern
		}
		if t.noList == "" {
			listed = append(listed, word)
		} else {
			alone = append(alone, word)
		}
	}
	return `((` + strings.Join(listed, "|") + `)(\[\])?|` + strings.Join(alone, "|") + `)`
}
