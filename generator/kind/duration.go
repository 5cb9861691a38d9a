package kind

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/pgschema"
)

// durationKind is a length of time, to the microsecond.
func durationKind() Kind {
	return Kind{
		GoType: "time.Duration", GoImport: "time", Zero: "0",
		Literal: func(_ *Shape, text string) string { return durationLiteral(text) },
		SQLType: "interval", SQLCType: "pg_catalog.interval", RowType: "time.Duration",
		SQLZero: durationSQL("0s"), SQLLiteral: func(_ *Shape, text string) string { return durationSQL(text) }, Check: (*Shape).boundCheck,
		ProtoType: "google.protobuf.Duration", ProtoImport: "google/protobuf/duration.proto",
		PBType: "*durationpb.Duration", PBImport: "google.golang.org/protobuf/types/known/durationpb", Message: true, Presence: true,
		FromProto: durationFromProto, ToProto: durationToProto,
		Shown: func(_ *Shape, text string) string { return durationShown(text) }, Parser: "aip.Duration",
		Written: durationWritten,
		Schema:  []string{"type: string", `pattern: "^-?[0-9]+(\\.[0-9]+)?s$"`},
		Rules:   betweenRules, Cases: durationCases,
		Sample: durationSample, Compare: compareDurations,
		InSeries: func(_ *Shape, texts []string) string { return durationSeries(texts) },
		Line:     durationLine(),
	}
}

// durationWritten drops the zeros of a canonical text: 48h of 48h0m0s.
func durationWritten(text string) string {
	if short, ok := strings.CutSuffix(text, "m0s"); ok {
		text = short + "m"
	}
	if short, ok := strings.CutSuffix(text, "h0m"); ok {
		text = short + "h"
	}
	return text
}

// durationLiteral prints 90 * time.Minute for 1h30m: a count of the largest unit that fits.
func durationLiteral(text string) string {
	d, err := time.ParseDuration(text)
	if err != nil || d == 0 {
		return "0"
	}
	return GoDuration(d)
}

// GoDuration prints a duration as a Go expression: 90 * time.Minute for 1h30m.
func GoDuration(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{
		{time.Hour, "time.Hour"}, {time.Minute, "time.Minute"}, {time.Second, "time.Second"}, {time.Millisecond, "time.Millisecond"},
	} {
		if d%unit.length == 0 {
			return countOf(int64(d/unit.length), unit.name)
		}
	}
	return countOf(d.Microseconds(), "time.Microsecond")
}

func countOf(n int64, unit string) string {
	switch n {
	case 1:
		return unit
	case -1:
		return "-" + unit
	}
	return fmt.Sprintf("%d * %s", n, unit)
}

// durationSQL writes hours, minutes and seconds, as psql shows an interval: PostgreSQL does not read the µ of a canonical text.
func durationSQL(text string) string {
	d, err := time.ParseDuration(text)
	if err != nil {
		return pgschema.Literal(text)
	}
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	clock := fmt.Sprintf("%s%02d:%02d:%02d", sign, d/time.Hour, d/time.Minute%60, d/time.Second%60)
	if fraction := d % time.Second / time.Microsecond; fraction != 0 {
		clock += strings.TrimRight(fmt.Sprintf(".%06d", fraction), "0")
	}
	return pgschema.Literal(clock)
}

// durationFromProto tells a required 0 from none, which the domain cannot: both are its zero value.
func durationFromProto(s *Shape, get, _ string) string {
	switch {
	case s.Repeated:
		return s.read("protoconv.Durations", get)
	case s.Pointer():
		return s.read("protoconv.OptionalDuration", get)
	case s.Required:
		return s.read("protoconv.RequiredDuration", get)
	}
	return s.read("protoconv.Duration", get)
}

func durationToProto(s *Shape, value string) string {
	switch {
	case s.Repeated:
		return "protoconv.List(" + value + ", durationpb.New)"
	case s.Pointer():
		return "protoconv.FromOptionalDuration(" + value + ")"
	}
	return "durationpb.New(" + value + ")"
}

// durationShown is in seconds with as many digits after the point as protojson writes: none, 3 or 6.
func durationShown(text string) string {
	d, err := time.ParseDuration(text)
	if err != nil {
		return text
	}
	digits := 6
	switch {
	case d%time.Second == 0:
		digits = 0
	case d%time.Millisecond == 0:
		digits = 3
	}
	return seconds(d).FloatString(digits) + "s"
}

func durationCases(s *Shape, add addCase) {
	duration := func(d time.Duration, valid bool) { add("%s "+d.String(), s.GoElement(d.String()), valid) }
	if s.Min != nil {
		least := parseDuration(*s.Min)
		duration(least, true)
		if below := least - time.Microsecond; below < least {
			duration(below, false)
		}
	}
	if s.Max != nil {
		most := parseDuration(*s.Max)
		duration(most, true)
		if above := most + time.Microsecond; above > most {
			duration(above, false)
		}
	}
}

// durationSample counts seconds, or fractions of one, within the bounds.
func durationSample(s *Shape, i int) string {
	most := time.Duration(math.MaxInt64).Truncate(time.Microsecond)
	least := -most
	if s.Min != nil {
		least = parseDuration(*s.Min)
	}
	if s.Max != nil {
		most = parseDuration(*s.Max)
	}
	x := sampleNumber(i, 6, seconds(least), seconds(most))
	ns := new(big.Rat).Mul(x, big.NewRat(int64(time.Second), 1)) // whole: x has six digits after the point
	return time.Duration(ns.Num().Int64()).String()
}

func seconds(d time.Duration) *big.Rat { return big.NewRat(int64(d), int64(time.Second)) }

// parseDuration reads a canonical text, which spec has checked.
func parseDuration(text string) time.Duration {
	d, _ := time.ParseDuration(text)
	return d
}

func compareDurations(a, b string) int { return cmp.Compare(parseDuration(a), parseDuration(b)) }

func durationSeries(texts []string) string {
	counts, literals := make([]string, len(texts)), make([]string, len(texts))
	for i, text := range texts {
		counts[i] = strings.TrimSuffix(durationShown(text), "s")
		literals[i] = durationLiteral(text)
	}
	if first, ok := Consecutive(counts); ok {
		return "time.Duration(" + Plus(first) + ") * time.Second"
	}
	return PickOf("pick[time.Duration]", literals)
}
