package kind

import (
	"fmt"
	"strconv"
)

// uuidKind is a UUID. It travels as text.
func uuidKind() Kind {
	return Kind{
		GoType: "uuid.UUID", GoImport: ImportUUID, Zero: "uuid.Nil",
		Literal: func(_ *Shape, text string) string { return "uuid.MustParse(" + strconv.Quote(text) + ")" },
		SQLType: "uuid", RowType: "uuid.UUID",
		ProtoType: "string", PBType: "string", ProtoDoc: always("A UUID."),
		FromProto: fromText("protoconv.UUID"),
		ToProto:   func(s *Shape, value string) string { return toText(s, value, value+".String()", "uuid.UUID.String") },
		Parser:    "aip.UUID",
		Schema:    []string{"type: string", "format: uuid"},
		Rules:     func(s *Shape, x string) []Rule { return s.setRule(x + " == uuid.Nil") },
		NotSet:    always("uuid.Nil"),
		Sample:    func(_ *Shape, i int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", i+1) },
		InSeries:  func(*Shape, []string) string { return "uuid.UUID{6: 0x40, 8: 0x80, 15: byte(i + 1)}" },
	}
}
