package kind

import "github.com/svcgen/svcgen/generator/spec"

// Kind says what one type of the spec is in every language. kinds is the one table to extend for a new type; templates
// print from it and know no type by name.
type Kind struct {
	Type spec.Type

	GoType   string // element type in the domain: string, int32, uuid.UUID, time.Time, civil.Date; "" for enums: Enum.GoName
	GoImport string // its import path, or "" ("platform/civil" is relative to the module)
	Zero     string // Go literal of the zero value: "", 0, uuid.Nil, time.Time{}

	SQLType string // column type: text, integer, bigint, double precision, numeric(p,s), uuid, timestamptz, date, jsonb, bytea
	RowType string // element type in sqlc's row structs

	ProtoType   string // string, int32, google.protobuf.Timestamp; "" for enums: Enum.PBName
	ProtoImport string // google/protobuf/timestamp.proto
	PBType      string // protoc-gen-go's Go type of an element: string, *timestamppb.Timestamp; "" for enums
	Message     bool   // a message in protobuf: has presence without `optional`

	Presence bool // the zero value is a value like any other: a required field must say whether it was sent
}

const (
	ImportUUID     = "github.com/google/uuid"
	importTime     = "time"
	importCivil    = "platform/civil"
	importDecimal  = "github.com/shopspring/decimal"
	importJSON     = "encoding/json"
	protoTimestamp = "google/protobuf/timestamp.proto"
	protoStruct    = "google/protobuf/struct.proto"
)

// kinds is read only.
var kinds = [...]Kind{
	{Type: spec.String, GoType: "string", Zero: `""`, SQLType: "text", RowType: "string", ProtoType: "string", PBType: "string"},
	{Type: spec.Text, GoType: "string", Zero: `""`, SQLType: "text", RowType: "string", ProtoType: "string", PBType: "string"},
	{Type: spec.Bool, GoType: "bool", Zero: "false", SQLType: "boolean", RowType: "bool", ProtoType: "bool", PBType: "bool", Presence: true},
	{Type: spec.Int32, GoType: "int32", Zero: "0", SQLType: "integer", RowType: "int32", ProtoType: "int32", PBType: "int32", Presence: true},
	{Type: spec.Int64, GoType: "int64", Zero: "0", SQLType: "bigint", RowType: "int64", ProtoType: "int64", PBType: "int64", Presence: true},
	{
		Type: spec.Float64, GoType: "float64", Zero: "0", SQLType: "double precision", RowType: "float64",
		ProtoType: "double", PBType: "float64", Presence: true,
	},
	{
		Type: spec.Decimal, GoType: "decimal.Decimal", GoImport: importDecimal, Zero: "decimal.Decimal{}",
		SQLType: "numeric", RowType: "decimal.Decimal", ProtoType: "string", PBType: "string",
	},
	{
		Type: spec.UUID, GoType: "uuid.UUID", GoImport: ImportUUID, Zero: "uuid.Nil",
		SQLType: "uuid", RowType: "uuid.UUID", ProtoType: "string", PBType: "string",
	},
	{
		Type: spec.Timestamp, GoType: "time.Time", GoImport: importTime, Zero: "time.Time{}",
		SQLType: "timestamptz", RowType: "time.Time",
		ProtoType: "google.protobuf.Timestamp", ProtoImport: protoTimestamp, PBType: "*timestamppb.Timestamp", Message: true,
	},
	{
		Type: spec.Date, GoType: "civil.Date", GoImport: importCivil, Zero: "civil.Date{}",
		SQLType: "date", RowType: "civil.Date", ProtoType: "string", PBType: "string",
	},
	{
		Type: spec.JSON, GoType: "json.RawMessage", GoImport: importJSON, Zero: "nil",
		SQLType: "jsonb", RowType: "json.RawMessage",
		ProtoType: "google.protobuf.Value", ProtoImport: protoStruct, PBType: "*structpb.Value", Message: true,
	},
	{Type: spec.Bytes, GoType: "[]byte", Zero: "nil", SQLType: "bytea", RowType: "[]byte", ProtoType: "bytes", PBType: "[]byte"},
	{Type: spec.EnumType, Zero: `""`, SQLType: "text", RowType: "string"},
	{
		Type: spec.Ref, GoType: "uuid.UUID", GoImport: ImportUUID, Zero: "uuid.Nil",
		SQLType: "uuid", RowType: "uuid.UUID", ProtoType: "string", PBType: "string",
	},
}

// Of returns the kind of a type, nil for a type that is not known.
func Of(t spec.Type) *Kind {
	for i := range kinds {
		if kinds[i].Type == t {
			kind := kinds[i]
			return &kind
		}
	}
	return nil
}
