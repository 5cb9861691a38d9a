package kind

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
)

// bytesKind is a sequence of bytes. JSON has it in base64.
func bytesKind() Kind {
	return Kind{
		GoType: "[]byte", Zero: "nil", Nil: true, Equal: EqualBytes,
		Literal: func(_ *Shape, text string) string { return "[]byte(" + strconv.Quote(text) + ")" },
		SQLType: "bytea", RowType: "[]byte", Check: bytesCheck,
		SQLLiteral: func(_ *Shape, text string) string { return `'\x` + hex.EncodeToString([]byte(text)) + `'` },
		ProtoType:  "bytes", PBType: "[]byte",
		JSON: func(_ *Shape, text string) string {
			return strconv.Quote(base64.StdEncoding.EncodeToString([]byte(text)))
		},
		Schema: []string{"type: string", "contentEncoding: base64"},
		Rules:  bytesRules, Cases: bytesCases, NotSet: always("nil"),
		Sample:   func(s *Shape, i int) string { return fmt.Sprintf("%ddata", i+1)[:min(5, s.GreatestSize())] },
		InSeries: bytesInSeries,
	}
}

func bytesCheck(s *Shape, column string) string {
	least := 0
	if s.Required {
		least = 1
	}
	return sizeCheck("octet_length("+column+")", least, s.GreatestSize())
}

func bytesRules(s *Shape, x string) []Rule {
	rules := s.setRule("len(" + x + ") == 0")
	if s.MaxBytes != nil {
		rules = append(rules, rule(fmt.Sprintf("len(%s) > %d", x, *s.MaxBytes), "must have at most "+Count(*s.MaxBytes, "byte")))
	}
	return rules
}

func bytesCases(s *Shape, add addCase) {
	if s.MaxBytes != nil {
		add("%s of "+Count(*s.MaxBytes, "byte"), fmt.Sprintf("make([]byte, %d)", *s.MaxBytes), true)
		add("%s of "+Count(*s.MaxBytes+1, "byte"), fmt.Sprintf("make([]byte, %d)", *s.MaxBytes+1), false)
	}
}

// bytesInSeries is text that is counted, as bytes.
func bytesInSeries(_ *Shape, texts []string) string {
	format, first, ok := numbered(texts)
	if !ok {
		return ""
	}
	return "fmt.Appendf(nil, " + goText(format) + ", " + Plus(first) + ")"
}
