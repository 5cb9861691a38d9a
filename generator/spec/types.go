package spec

import "slices"

// typeInfo says what a type can do. Rules of single flags stand in fieldKeys.
type typeInfo struct {
	typ  Type
	set  typeSet
	ops  []Op // what `filter` alone means
	doc  string
	list string // why there is no list of it; "" where there is
}

// typeSet is a set of types.
type typeSet uint16

const (
	texts typeSet = 1 << iota
	bools
	integers
	floats
	decimals
	uuids
	timestamps
	dates
	jsons
	blobs
	enums
	refs

	numbers  = integers | floats | decimals
	times    = timestamps | dates
	anything = 1<<12 - 1
)

var types = []typeInfo{
	{String, texts, []Op{OpEq, OpIn, OpPrefix}, "text of a line", ""},
	{Text, texts, []Op{OpEq, OpIn, OpPrefix}, "text of many lines", ""},
	{Bool, bools, []Op{OpEq}, "true or false", ""},
	{Int32, integers, []Op{OpEq, OpIn, OpGTE, OpLTE}, "a whole number of 32 bits", ""},
	{Int64, integers, []Op{OpEq, OpIn, OpGTE, OpLTE}, "a whole number of 64 bits", ""},
	{Float64, floats, []Op{OpEq, OpIn, OpGTE, OpLTE}, "a binary floating point number", ""},
	{Decimal, decimals, []Op{OpEq, OpIn, OpGTE, OpLTE}, "an exact number: decimal(precision,scale)", ""},
	{UUID, uuids, []Op{OpEq, OpIn}, "a UUID", ""},
	{Timestamp, timestamps, []Op{OpEq, OpGTE, OpLTE}, "a moment, to the microsecond", ""},
	{Date, dates, []Op{OpEq, OpGTE, OpLTE}, "a day", ""},
	{JSON, jsons, nil, "any JSON value", "a json value can hold a list itself"},
	{Bytes, blobs, nil, "bytes", ""},
	{EnumType, enums, []Op{OpEq, OpIn}, "one of a closed list: enum=a,b or enum=name", ""},
	{Ref, refs, []Op{OpEq, OpIn}, "a reference to a resource: ref=resource", "make a resource that refers to both"},
}

// typeWords are the types as they start a field.
var typeWords = []string{"string", "text", "bool", "int32", "int64", "float64", "decimal", "uuid", "timestamp", "date", "json", "bytes", "enum", "ref"}

// info is the row of a type; the zero row where the type is not known.
func (t Type) info() typeInfo {
	if at := slices.IndexFunc(types, func(i typeInfo) bool { return i.typ == t }); at >= 0 {
		return types[at]
	}
	return typeInfo{}
}

// ops is what a list can filter by the field.
func (f *Field) ops() []Op {
	ops := f.Type.info().ops
	if f.Repeated && len(ops) > 0 {
		return []Op{OpHas}
	}
	return ops
}

// typeText is the type as the one-line form writes it.
func (f *Field) typeText() string {
	text := string(f.Type)
	switch f.Type {
	case Decimal:
		text = "decimal(" + itoa(f.Precision) + "," + itoa(f.Scale) + ")"
	case EnumType:
		text = "enum=" + f.Enum
		if len(f.Values) > 0 {
			text = "enum=" + commas(f.Values)
		}
	case Ref:
		text = "ref=" + f.Ref
	}
	if f.Repeated {
		text += "[]"
	}
	return text
}
