package kind

import "strconv"

// boolKind is true or false.
func boolKind() Kind {
	return Kind{
		GoType: "bool", Zero: "false", Literal: bare,
		SQLType: "boolean", RowType: "bool", SQLZero: "false", SQLLiteral: bare, Unselective: true,
		ProtoType: "bool", PBType: "bool", Presence: true,
		JSON: bare, Parser: "aip.Bool",
		Schema:   []string{"type: boolean"},
		Sample:   func(_ *Shape, i int) string { return strconv.FormatBool(i%2 == 0) },
		InSeries: func(_ *Shape, texts []string) string { return BoolSeries(texts) },
	}
}
