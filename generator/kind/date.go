package kind

import (
	"fmt"
	"time"
)

// dateKind is a day without a time or a zone. It travels as text.
func dateKind() Kind {
	m := moment{layout: time.DateOnly, step: 24 * time.Hour}
	return Kind{
		GoType: "civil.Date", GoImport: "platform/civil", Zero: "civil.Date{}",
		Literal: func(_ *Shape, text string) string { return dateLiteral(text) },
		AtTime:  func(at string) string { return "civil.DateOf(" + at + ")" },
		SQLType: "date", RowType: "civil.Date", PoolType: "pg.Dates", SQLNow: "(now() AT TIME ZONE 'UTC')::date", Check: (*Shape).boundCheck,
		ProtoType: "string", PBType: "string", ProtoDoc: always("A date, YYYY-MM-DD."),
		FromProto: fromText("protoconv.Date"),
		ToProto:   func(s *Shape, value string) string { return toText(s, value, value+".String()", "civil.Date.String") },
		Parser:    "aip.Date",
		Schema:    []string{"type: string", "format: date"},
		Rules:     m.rules, Cases: m.cases, NotSet: always("civil.Date{}"),
		Sample: m.sample, Line: m.line(dateBreaks),
		InSeries: func(_ *Shape, texts []string) string {
			first, ok := m.daily(texts)
			if !ok || first.AddDate(0, 0, len(texts)-1).Month() != first.Month() { // Day would pass the end of the month
				return ""
			}
			return fmt.Sprintf("civil.Date{Year: %d, Month: time.%s, Day: %d + i}", first.Year(), first.Month(), first.Day())
		},
	}
}

func dateLiteral(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return "civil.Date{}"
	}
	return fmt.Sprintf("civil.Date{Year: %d, Month: time.%s, Day: %d}", day.Year(), day.Month(), day.Day())
}
