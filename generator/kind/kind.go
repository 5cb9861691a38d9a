// Package kind says what a field may hold: its type in Go, PostgreSQL, protobuf and JSON, its rules, and the values that test it.
// Each type of the spec has one file, which says all of it; the files shape.go, rules.go, samples.go and cases.go are the same for
// all types. A new type is a new file, and one line in Of.
package kind

import (
	"github.com/svcgen/svcgen/generator/spec"
)

// Kind describes one type of the spec in every language. A function may be nil: then the default holds that its comment names
// last. Everybody else asks the Shape.
type Kind struct {
	Type spec.Type

	// In Go.
	GoType   string // element type in the domain: string, int32, uuid.UUID, time.Time; "" for enums, which have Enum.GoName
	GoImport string // its import path, or ""; "platform/civil" is relative to the module
	Zero     string // literal of the zero value: "", 0, uuid.Nil, time.Time{}
	Nil      bool   // the Go type has a nil of its own: an optional field is no pointer
	Untyped  bool   // a literal has another type unless it is converted: int32(1)
	Equal    Equality
	Literal  func(s *Shape, text string) string // expression of a canonical text in the domain package; Zero
	Remark   func(s *Shape) string              // comment at the field of the entity: what its Go type does not say; none
	AtTime   func(at string) string             // expression of a value from one of a time.Time, for value=now; the same

	// In PostgreSQL.
	SQLType     string                               // text, integer, timestamptz
	Sized       func(s *Shape) string                // the type where the spec has parameters: numeric(10,3); SQLType
	SQLCType    string                               // SQLType as sqlc calls it: pg_catalog.numeric; the same
	RowType     string                               // element type in sqlc's row structs
	PoolType    string                               // option of pg.Open that makes its values fast to read and write; none
	SQLZero     string                               // DEFAULT of a column that a client may leave out, as a literal; "" for none
	SQLNow      string                               // DEFAULT for value=now
	SQLLiteral  func(s *Shape, text string) string   // of a canonical text; a string literal
	Check       func(s *Shape, column string) string // condition of the CHECK constraint; none
	PrefixIndex bool                                 // a filter by the start of a value has an index
	LongText    bool                                 // values have any length, unless the spec limits it
	Unselective bool                                 // too few values for an index of its own

	// In PostgreSQL, if a field has more than one column.
	Columns func(s *Shape) []Column                 // all of them; one, as the properties above describe it
	FromRow func(s *Shape, columns []string) string // expression of the field's value from those of its columns; that of the first column

	// In protobuf.
	ProtoType   string                                    // string, int32, google.protobuf.Timestamp; "" for enums, which have Enum.PBName
	ProtoImport string                                    // google/protobuf/timestamp.proto
	ProtoDoc    func(s *Shape) string                     // sentence for the field's comment; none
	PBType      string                                    // protoc-gen-go's Go type of an element: string, *timestamppb.Timestamp; "" for enums
	PBImport    string                                    // import path of the package whose functions FromProto and ToProto call, beside platform/protoconv; none
	Message     bool                                      // a message: it has presence without optional
	Presence    bool                                      // the zero value is a value like any other: a required field must say whether it was sent
	FromProto   func(s *Shape, get, direct string) string // reads a field of a message: get calls its getter, direct is the field; as it is
	ToProto     func(s *Shape, value string) string       // the reverse; as it is

	// In REST.
	JSON      func(s *Shape, text string) string // JSON value of what Shown made of a canonical text; a JSON string
	Shown     func(s *Shape, text string) string // a canonical text as answers show it; the same
	Parser    string                             // function of package aip that reads a value in a filter or page token; enums have one each
	ParserOf  func(s *Shape) string              // the same where the spec has parameters; Parser
	TokenText func(s *Shape) string              // function of package protoconv that writes a value for a page token as Parser reads it; fmt.Sprint
	AnyJSON   bool                               // clients send objects with any keys
	FreeText  bool                               // clients send text of any characters

	// In OpenAPI, as keywords of JSON Schema in YAML: "maxLength: 200".
	Schema       []string                // of an element, whatever its rules; any JSON
	SchemaRules  func(s *Shape) []string // of an element that a client sends; none
	SchemaBounds bool                    // SchemaRules say min and max; otherwise words do

	// In the output of explain.
	Written func(text string) string // a canonical text as a person writes it in a spec; the same

	// Rules, and the values that test them.
	Rules    func(s *Shape, x string) []Rule       // of an element in the expression x; none
	Cases    func(s *Shape, add addCase)           // of elements; none
	NotSet   func(s *Shape) string                 // Go literal that a required field refuses, unless Cases has it; ""
	Sample   func(s *Shape, i int) string          // the i-th valid element as canonical text
	Compare  func(a, b string) int                 // orders canonical texts as PostgreSQL orders their values; by bytes
	InSeries func(s *Shape, texts []string) string // expression, in a test, of element i of texts; "" if it does not follow from i
	Line     *Line                                 // how values compare with those of other fields; nil: they do not
}

// Equality is the way in which Go compares two values.
type Equality int

// The ways to compare.
const (
	Operator    Equality = iota // a == b
	EqualMethod                 // a.Equal(b)
	EqualBytes                  // bytes.Equal(a, b)
	EqualJSON                   // format.SameJSON(a, b)
)

// ImportUUID is the import path of package uuid.
const ImportUUID = "github.com/google/uuid"

// Of returns the kind of a type, nil for a type that is not known.
func Of(t spec.Type) *Kind {
	var k Kind
	switch t {
	case spec.String:
		k = stringKind()
	case spec.Text:
		k = textKind()
	case spec.Bool:
		k = boolKind()
	case spec.Int32:
		k = int32Kind()
	case spec.Int64:
		k = int64Kind()
	case spec.Float64:
		k = float64Kind()
	case spec.Decimal:
		k = decimalKind()
	case spec.UUID:
		k = uuidKind()
	case spec.Timestamp:
		k = timestampKind()
	case spec.Date:
		k = dateKind()
	case spec.Duration:
		k = durationKind()
	case spec.Money:
		k = moneyKind()
	case spec.JSON:
		k = jsonKind()
	case spec.Bytes:
		k = bytesKind()
	case spec.EnumType:
		k = enumKind()
	case spec.Ref:
		k = refKind()
	default:
		return nil
	}
	k.Type = t
	return &k
}
