package kind

import (
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// Enum is a closed list: a typed string in Go, text with a CHECK in SQL, an enum in protobuf.
type Enum struct {
	Name        string // product_status
	GoName      string // ProductStatus, in the domain package
	PBName      string // ProductStatus, in the protobuf package
	ProtoPrefix string // PRODUCT_STATUS
	Unspecified string // PRODUCT_STATUS_UNSPECIFIED
	Values      []EnumValue
	Removed     []ledger.Reserved // numbers and proto names that are never used again
	Short       bool              // clients know the values by their names in the spec, except in protobuf's messages

	Replaced []pgschema.ValueMove // values of the last run that others replace
}

// EnumValue is one value of an enum.
type EnumValue struct {
	Name      string // active: in the spec, in SQL, in the domain
	GoName    string // ProductStatusActive, in the domain package
	ProtoName string // PRODUCT_STATUS_ACTIVE: in protobuf
	JSONName  string // active, or PRODUCT_STATUS_ACTIVE: in JSON, filters and errors
	PBName    string // ProductStatus_PRODUCT_STATUS_ACTIVE: protoc-gen-go's constant
	Number    int
}

// ProtoName returns the name of a value in protobuf: PRODUCT_STATUS_ACTIVE.
func (e *Enum) ProtoName(value string) string { return e.ProtoPrefix + "_" + strings.ToUpper(value) }

// Title returns the enum's name in running text: "product status".
func (e *Enum) Title() string { return naming.Title(e.Name) }

// Article returns the indefinite article of the title.
func (e *Enum) Article() string { return naming.Article(e.Title()) }

// Now returns the value that a value of the last run is in this one: another one if that replaces it.
func (e *Enum) Now(value string) string {
	for _, move := range e.Replaced {
		if move.From == value {
			return move.To
		}
	}
	return value
}

// Value finds a value by its name in the spec; the zero EnumValue if the enum has none.
func (e *Enum) Value(name string) EnumValue {
	for _, v := range e.Values {
		if v.Name == name {
			return v
		}
	}
	return EnumValue{}
}

// Converter returns the variable of package rpc that converts the values of the enum: productStatusValues.
func (e *Enum) Converter() string { return naming.LowerFirst(e.GoName) + "Values" }

// NewConverter returns the function of protoconv that makes the converter.
func (e *Enum) NewConverter() string {
	if e.Short {
		return "NewShortEnum"
	}
	return "NewEnum"
}

func (e *Enum) parser() string {
	if e.Short {
		return "aip.ShortEnum(" + e.Converter() + ".Names())"
	}
	return "aip.Enum(" + e.Converter() + ".Names())"
}

func (e *Enum) sqlValues() string {
	values := make([]string, len(e.Values))
	for i, v := range e.Values {
		values[i] = pgschema.Literal(v.Name)
	}
	return strings.Join(values, ", ")
}

// Names returns the names of the values in the spec.
func (e *Enum) Names() []string {
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.Name
	}
	return names
}
