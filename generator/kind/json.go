package kind

import (
	"fmt"
	"strconv"
)

// jsonKind is any JSON value. PostgreSQL spaces it anew, so that its size is checked where it comes in.
func jsonKind() Kind {
	return Kind{
		GoType: "json.RawMessage", GoImport: "encoding/json", Zero: "nil", Nil: true, Equal: EqualJSON,
		Literal: func(_ *Shape, text string) string { return "json.RawMessage(" + goRaw(text) + ")" },
		SQLType: "jsonb", RowType: "json.RawMessage", PoolType: "pg.Documents",
		ProtoType: "google.protobuf.Value", ProtoImport: "google/protobuf/struct.proto", PBType: "*structpb.Value", Message: true,
		ProtoDoc:  always("Any JSON, at most 100 levels deep. Numbers must be ones that a 64-bit floating point number holds exactly."),
		FromProto: jsonFromProto,
		ToProto:   func(_ *Shape, value string) string { return "protoconv.FromJSON(" + value + ")" },
		JSON:      bare, AnyJSON: true, FreeText: true,
		Rules:  func(s *Shape, x string) []Rule { return s.setRule("len(" + x + ") == 0") },
		NotSet: always("nil"),
		Sample: jsonSample, InSeries: bytesInSeries,
	}
}

func jsonFromProto(s *Shape, get, _ string) string {
	limit := 0 // none
	if s.MaxBytes != nil {
		limit = *s.MaxBytes
	}
	return fmt.Sprintf("protoconv.JSON(&v, %q, %s, %d)", s.Name, get, limit)
}

func jsonSample(s *Shape, i int) string {
	if s.GreatestSize() < len(`{"n": 1}`) {
		return strconv.Itoa(i + 1)
	}
	return fmt.Sprintf(`{"n": %d}`, i+1)
}

// goRaw quotes with backticks if it can: JSON reads better so.
func goRaw(text string) string {
	if strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}
