package civil_test

import (
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/civil"
)

func TestParse(t *testing.T) {
	d, err := civil.ParseDate("2024-02-29")
	if err != nil || d != (civil.Date{Year: 2024, Month: time.February, Day: 29}) || d.String() != "2024-02-29" {
		t.Errorf("%v, %v", d, err)
	}
	for _, text := range []string{"", "2023-02-29", "2024-2-9", "0000-01-01", "2024-02-29T00:00:00Z", "10000-01-01"} {
		if d, err := civil.ParseDate(text); err == nil {
			t.Errorf("%q: %v", text, d)
		}
	}
}

func TestCompare(t *testing.T) {
	a, b := civil.Date{Year: 2025, Month: 12, Day: 31}, civil.Date{Year: 2026, Month: 1, Day: 1}
	if !a.Before(b) || a.After(b) || !b.After(a) {
		t.Error("2025-12-31 is before 2026-01-01")
	}
	if !(civil.Date{}).IsZero() || a.IsZero() {
		t.Error("only the zero Date is zero")
	}
}

func TestScan(t *testing.T) {
	want := civil.Date{Year: 2026, Month: 1, Day: 1}
	for _, src := range []any{"2026-01-01", time.Date(2026, 1, 1, 23, 0, 0, 0, time.UTC)} {
		var got civil.Date
		if err := got.Scan(src); err != nil || got != want {
			t.Errorf("%v: %v, %v", src, got, err)
		}
	}
	var d civil.Date
	if d.Scan(3) == nil || d.Scan("x") == nil {
		t.Error("scanned what is no date")
	}
	if value, err := want.Value(); value != "2026-01-01" || err != nil {
		t.Error(value, err)
	}
}
