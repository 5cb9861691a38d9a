package kind

import "strconv"

// enumKind is one of a closed list. What differs by list is in Enum.
func enumKind() Kind {
	return Kind{
		Zero: `""`,
		Literal: func(s *Shape, text string) string {
			if v := s.Enum.Value(text); v.GoName != "" {
				return v.GoName
			}
			return `""`
		},
		SQLType: "text", RowType: "string",
		Check:     func(s *Shape, column string) string { return column + " IN (" + s.Enum.sqlValues() + ")" },
		FromProto: enumFromProto, ToProto: enumToProto,
		Rules: func(_ *Shape, x string) []Rule {
			x = selectable(x)
			return []Rule{{"!" + x + ".Valid()", "errs.OneOf(" + x + ".Values())"}}
		},
		Cases: func(s *Shape, add addCase) {
			unknown := strconv.Quote("no such value")
			if s.Pointer() {
				unknown = s.Enum.GoName + "(" + unknown + ")"
			}
			add("unknown %s", unknown, false)
		},
		NotSet: always(`""`),
		Sample: func(s *Shape, i int) string {
			return s.Enum.Values[i%min(len(s.Enum.Values), Fixtures)].Name // no others when one is added
		},
	}
}

func enumFromProto(s *Shape, get, direct string) string {
	function, value := s.Enum.Converter()+".Parse", get
	switch {
	case s.Repeated:
		function += "List"
	case s.Pointer():
		function, value = function+"Optional", direct
	}
	return s.read(function, value)
}

func enumToProto(s *Shape, value string) string {
	convert := s.Enum.Converter() + ".ToProto"
	switch {
	case s.Repeated:
		return "protoconv.List(" + value + ", " + convert + ")"
	case s.Pointer():
		return "protoconv.Optional(" + value + ", " + convert + ")"
	}
	return s.present(convert + "(" + value + ")")
}
