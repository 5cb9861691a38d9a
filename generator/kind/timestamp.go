package kind

import (
	"fmt"
	"strings"
	"time"
)

// timestampKind is a moment, to the microsecond.
func timestampKind() Kind {
	m := moment{layout: time.RFC3339Nano, step: time.Microsecond}
	return Kind{
		GoType: "time.Time", GoImport: "time", Zero: "time.Time{}", Equal: EqualMethod,
		Literal: func(_ *Shape, text string) string { return timeLiteral(text) },
		SQLType: "timestamptz", RowType: "time.Time", SQLNow: "now()", Check: (*Shape).boundCheck,
		ProtoType: "google.protobuf.Timestamp", ProtoImport: "google/protobuf/timestamp.proto",
		PBType: "*timestamppb.Timestamp", PBImport: "google.golang.org/protobuf/types/known/timestamppb", Message: true,
		FromProto: timestampFromProto, ToProto: timestampToProto,
		Shown: timestampShown, Parser: "aip.Timestamp",
		Schema: []string{"type: string", "format: date-time"},
		Rules:  m.rules, Cases: m.cases, NotSet: always("time.Time{}"),
		Sample: m.sample, Compare: compareTimes,
		Line: m.line(timeBreaks()),
		InSeries: func(_ *Shape, texts []string) string {
			first, ok := m.daily(texts)
			if !ok {
				return ""
			}
			return fmt.Sprintf("time.Date(%d, time.%s, %d+i, %d, %d, %d, %d, time.UTC)",
				first.Year(), first.Month(), first.Day(), first.Hour(), first.Minute(), first.Second(), first.Nanosecond())
		},
	}
}

func timeLiteral(text string) string {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return "time.Time{}"
	}
	at = at.UTC()
	return fmt.Sprintf("time.Date(%d, time.%s, %d, %d, %d, %d, %d, time.UTC)",
		at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond())
}

func timestampFromProto(s *Shape, get, _ string) string {
	switch {
	case s.Repeated:
		return s.read("protoconv.Timestamps", get)
	case s.Pointer():
		return s.read("protoconv.OptionalTimestamp", get)
	}
	return s.read("protoconv.Timestamp", get)
}

func timestampToProto(s *Shape, value string) string {
	switch {
	case s.Repeated:
		return "protoconv.List(" + value + ", timestamppb.New)"
	case s.Pointer():
		return "protoconv.FromOptionalTime(" + value + ")"
	}
	return "timestamppb.New(" + value + ")"
}

// timestampShown has as many digits as protojson writes: none, 3 or 6.
func timestampShown(_ *Shape, text string) string {
	at, err := time.Parse(time.RFC3339Nano, text)
	switch ns := at.Nanosecond(); {
	case err != nil:
		return text
	case ns == 0:
		return at.UTC().Format("2006-01-02T15:04:05Z")
	case ns%int(time.Millisecond) == 0:
		return at.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return at.UTC().Format("2006-01-02T15:04:05.000000Z")
}

func compareTimes(a, b string) int {
	x, errX := time.Parse(time.RFC3339Nano, a)
	y, errY := time.Parse(time.RFC3339Nano, b)
	if errX == nil && errY == nil {
		return x.Compare(y)
	}
	return strings.Compare(a, b)
}
