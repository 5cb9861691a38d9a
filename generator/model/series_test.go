package model

import (
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// TestStoreValue holds that the values of fixtures are written in terms of i if they follow from it.
func TestStoreValue(t *testing.T) {
	t.Parallel()
	bound := func(text string) *string { return &text }
	length := func(n int) *int { return &n }
	enum := &Enum{GoName: "Status", Values: []EnumValue{{Name: "draft", GoName: "StatusDraft"}, {Name: "sold", GoName: "StatusSold"}}}
	tests := []struct {
		name  string
		field Field
		want  string
	}{
		{"string", Field{Kind: kindOf(spec.String), Title: "note"}, `fmt.Sprintf("note %d", i + 1)`},
		{"optional string", Field{Kind: kindOf(spec.String), Title: "note", Optional: true}, `new(fmt.Sprintf("note %d", i + 1))`},
		{"list", Field{Kind: kindOf(spec.String), Title: "tags", Repeated: true}, `[]string{fmt.Sprintf("tags %d", i + 1)}`},
		{"short string", Field{Kind: kindOf(spec.String), Title: "code", MaxLen: length(2)}, `pick(i, "aa", "ab", "ac")`},
		{"pattern", Field{Kind: kindOf(spec.String), Pattern: "^[0-9]$"}, `pick(i, "7", "6", "2")`},
		{"bool", Field{Kind: kindOf(spec.Bool)}, "i%2 == 0"},
		{"bool that is true", Field{Kind: kindOf(spec.Bool), HasDefault: true, Default: "true"}, "i%2 == 1"},
		{"number", Field{Kind: kindOf(spec.Int32)}, "int32(i + 1)"},
		{"optional number", Field{Kind: kindOf(spec.Int64), Min: bound("1901"), Optional: true}, "new(int64(1901 + i))"},
		{"below 0", Field{Kind: kindOf(spec.Int32), Max: bound("-1")}, "int32(i - 6)"},
		{"number with a default", Field{Kind: kindOf(spec.Int32), HasDefault: true, Default: "2"}, "pick[int32](i, 1, 3, 4)"},
		{"number of 64 bits", Field{Kind: kindOf(spec.Int64), Min: bound("5000000000")}, "pick[int64](i, 5000000000, 5000000001, 5000000002)"},
		{"float", Field{Kind: kindOf(spec.Float64), Min: bound("0"), Max: bound("0.5")}, "pick[float64](i, 0.01, 0.02, 0.03)"},
		{"decimal", Field{Kind: kindOf(spec.Decimal), Precision: 10, Scale: 2}, "decimal.New(int64(i + 1), 0)"},
		{"fraction", Field{Kind: kindOf(spec.Decimal), Precision: 2, Scale: 2, Min: bound("0.5")}, "decimal.New(int64(50 + i), -2)"},
		{"0 to 2", Field{Kind: kindOf(spec.Decimal), Precision: 1, Min: bound("0"), Max: bound("2")}, "pick(i, decimal.New(1, 0), decimal.New(2, 0), decimal.Zero)"},
		{"date", Field{Kind: kindOf(spec.Date)}, "civil.Date{Year: 2026, Month: time.January, Day: 2 + i}"},
		{"dates", Field{Kind: kindOf(spec.Date), Repeated: true}, "[]civil.Date{{Year: 2026, Month: time.January, Day: 2 + i}}"},
		{
			"end of a month",
			Field{Kind: kindOf(spec.Date), Min: bound("2026-02-28")},
			"pick(i,\ncivil.Date{Year: 2026, Month: time.February, Day: 28},\ncivil.Date{Year: 2026, Month: time.March, Day: 1},\n" +
				"civil.Date{Year: 2026, Month: time.March, Day: 2},\n)",
		},
		{"time", Field{Kind: kindOf(spec.Timestamp)}, "time.Date(2026, time.January, 2+i, 3, 4, 5, 0, time.UTC)"},
		{"uuid", Field{Kind: kindOf(spec.UUID)}, "testID(i)"},
		{"JSON", Field{Kind: kindOf(spec.JSON)}, "fmt.Appendf(nil, `{\"n\": %d}`, i + 1)"},
		{"bytes", Field{Kind: kindOf(spec.Bytes)}, `fmt.Appendf(nil, "%ddata", i + 1)`},
		{"enum", Field{Kind: kindOf(spec.EnumType), Enum: enum}, "pick(i, shop.StatusDraft, shop.StatusSold, shop.StatusDraft)"},
	}
	for _, tt := range tests {
		tt.field.Resource = &Resource{Service: &Service{Package: "shop"}}
		if got := tt.field.StoreValue(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestTextSeries(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		texts [3]string
		want  string
	}{
		{[3]string{"a 1", "a 2", "a 3"}, `fmt.Sprintf("a %d", i + 1)`},
		{[3]string{"9", "10", "11"}, `strconv.Itoa(9 + i)`},
		{[3]string{"10", "11", "12"}, `strconv.Itoa(10 + i)`},
		{[3]string{"0", "1", "2"}, `strconv.Itoa(i)`},
		{[3]string{"2026-01-02", "2026-01-03", "2026-01-04"}, `fmt.Sprintf("2026-01-0%d", 2 + i)`},
		{[3]string{"0.50", "0.51", "0.52"}, `fmt.Sprintf("0.%d", 50 + i)`},
		{[3]string{"100% 1\"", "100% 2\"", "100% 3\""}, "fmt.Sprintf(`100%% %d\"`, i + 1)"},
		{[3]string{"-1", "-2", "-3"}, `fmt.Sprintf("-%d", i + 1)`},
		{[3]string{"09", "10", "11"}, `pick(i, "09", "10", "11")`},
		{[3]string{"b", "a", "c"}, `pick(i, "b", "a", "c")`},
		{[3]string{"99999999999", "100000000000", "100000000001"}, `pick(i, "99999999999", "100000000000", "100000000001")`},
	} {
		if got := textSeries(tt.texts[:]); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.texts, got, tt.want)
		}
	}
}
