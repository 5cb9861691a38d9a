package samples

import (
	"testing"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestFields(t *testing.T) {
	t.Parallel()
	person := spectest.Resource("person", spectest.Field("name", spec.String), spectest.Field("note", spec.Text, spectest.Optional),
		spectest.Ref("boss", "person", spectest.Optional), spectest.Ref("office", "office", spectest.Optional))
	s := rendertest.Build(t, spectest.Service("staff", person, spectest.Resource("office", spectest.Field("title", spec.String)))).Services[0]
	r := s.Resource("person")
	for _, tt := range []struct{ what, got, want string }{
		{"fixed", rendertest.Names(fixed(r)), "name"},
		{"optional", rendertest.Names(optional(r)), "note"},
		{"backward", rendertest.Names(backward(r)), "boss"},
		{"a reference", sampleRef(r.Field("office")), `new(uuid.MustParse("00000000-0000-4000-8000-000000000002"))`},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.what, tt.got, tt.want)
		}
	}
	if picks(s) || !picks(rendertest.Build(t, spectest.Library()).Services[0]) {
		t.Error("samples of books call pick, those of persons do not")
	}
}

// TestSample checks that samples are expressions of i if they can be computed.
func TestSample(t *testing.T) {
	t.Parallel()
	bound := func(text string) *string { return &text }
	length := func(n int) *int { return &n }
	enum := &kind.Enum{GoName: "Status", Values: []kind.EnumValue{{Name: "draft", GoName: "StatusDraft"}, {Name: "sold", GoName: "StatusSold"}}}
	tests := []struct {
		name  string
		field kind.Shape
		want  string
	}{
		{"string", kind.Shape{Kind: kind.Of(spec.String), Title: "note"}, `fmt.Sprintf("note %d", i + 1)`},
		{"optional string", kind.Shape{Kind: kind.Of(spec.String), Title: "note", Optional: true}, `new(fmt.Sprintf("note %d", i + 1))`},
		{"list", kind.Shape{Kind: kind.Of(spec.String), Title: "tags", Repeated: true}, `[]string{fmt.Sprintf("tags %d", i + 1)}`},
		{"short string", kind.Shape{Kind: kind.Of(spec.String), Title: "code", MaxLen: length(2)}, `pick(i, "aa", "ab", "ac")`},
		{"pattern", kind.Shape{Kind: kind.Of(spec.String), Pattern: "^[0-9]$"}, "strconv.Itoa(i)"},
		{"letters", kind.Shape{Kind: kind.Of(spec.String), Pattern: "^[A-Z]$"}, `pick(i, "A", "B", "C")`},
		{"bool", kind.Shape{Kind: kind.Of(spec.Bool)}, "i%2 == 0"},
		{"bool that is true", kind.Shape{Kind: kind.Of(spec.Bool), HasDefault: true, Default: "true"}, "i%2 == 1"},
		{"number", kind.Shape{Kind: kind.Of(spec.Int32)}, "int32(i + 1)"},
		{"optional number", kind.Shape{Kind: kind.Of(spec.Int64), Min: bound("1901"), Optional: true}, "new(int64(1901 + i))"},
		{"below 0", kind.Shape{Kind: kind.Of(spec.Int32), Max: bound("-1")}, "int32(i - 6)"},
		{"number with a default", kind.Shape{Kind: kind.Of(spec.Int32), HasDefault: true, Default: "2"}, "pick[int32](i, 1, 3, 4)"},
		{"number of 64 bits", kind.Shape{Kind: kind.Of(spec.Int64), Min: bound("5000000000")}, "pick[int64](i, 5000000000, 5000000001, 5000000002)"},
		{"float", kind.Shape{Kind: kind.Of(spec.Float64), Min: bound("0"), Max: bound("0.5")}, "pick[float64](i, 0.01, 0.02, 0.03)"},
		{"decimal", kind.Shape{Kind: kind.Of(spec.Decimal), Precision: 10, Scale: 2}, "decimal.New(int64(i + 1), 0)"},
		{"fraction", kind.Shape{Kind: kind.Of(spec.Decimal), Precision: 2, Scale: 2, Min: bound("0.5")}, "decimal.New(int64(50 + i), -2)"},
		{"0 to 2", kind.Shape{Kind: kind.Of(spec.Decimal), Precision: 1, Min: bound("0"), Max: bound("2")}, "pick(i, decimal.New(1, 0), decimal.New(2, 0), decimal.Zero)"},
		{"date", kind.Shape{Kind: kind.Of(spec.Date)}, "civil.Date{Year: 2026, Month: time.January, Day: 2 + i}"},
		{"dates", kind.Shape{Kind: kind.Of(spec.Date), Repeated: true}, "[]civil.Date{{Year: 2026, Month: time.January, Day: 2 + i}}"},
		{
			"end of a month",
			kind.Shape{Kind: kind.Of(spec.Date), Min: bound("2026-02-28")},
			"pick(i,\ncivil.Date{Year: 2026, Month: time.February, Day: 28},\ncivil.Date{Year: 2026, Month: time.March, Day: 1},\n" +
				"civil.Date{Year: 2026, Month: time.March, Day: 2},\n)",
		},
		{"time", kind.Shape{Kind: kind.Of(spec.Timestamp)}, "time.Date(2026, time.January, 2+i, 3, 4, 5, 0, time.UTC)"},
		{"uuid", kind.Shape{Kind: kind.Of(spec.UUID)}, "uuid.UUID{6: 0x40, 8: 0x80, 15: byte(i + 1)}"},
		{"uuids", kind.Shape{Kind: kind.Of(spec.UUID), Repeated: true}, "[]uuid.UUID{{6: 0x40, 8: 0x80, 15: byte(i + 1)}}"},
		{"JSON", kind.Shape{Kind: kind.Of(spec.JSON)}, "fmt.Appendf(nil, `{\"n\": %d}`, i + 1)"},
		{"bytes", kind.Shape{Kind: kind.Of(spec.Bytes)}, `fmt.Appendf(nil, "%ddata", i + 1)`},
		{"enum", kind.Shape{Kind: kind.Of(spec.EnumType), Enum: enum}, "pick(i, shop.StatusDraft, shop.StatusSold, shop.StatusDraft)"},
	}
	for _, tt := range tests {
		f := &model.Field{Shape: tt.field, Resource: &model.Resource{Service: &model.Service{Package: "shop"}}}
		if got := sample(f); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
