package spec

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// noPos compares specs without the places where things stand.
var noPos = cmpopts.IgnoreTypes(Pos{})

func mustParse(tb testing.TB, files ...Source) *Spec {
	tb.Helper()
	s, err := Parse(files)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func exampleSpec(tb testing.TB, name string) Source {
	tb.Helper()
	path := filepath.Join("..", "..", "templates", "examples", name+".yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return Source{Path: name + ".yaml", Data: data}
}

func TestFields(t *testing.T) {
	all := []Op{OpEq, OpIn, OpPrefix}
	tests := []struct {
		line string
		want Field
	}{
		{"string unique immutable len=3..32", Field{Type: String, Unique: true, Immutable: true, MinLen: new(3), MaxLen: new(32)}},
		{"string unique immutable pattern=^[a-z0-9-]{2,40}$", Field{Type: String, Unique: true, Immutable: true, Pattern: "^[a-z0-9-]{2,40}$"}},
		{"string len=..200 filter=eq,prefix search", Field{Type: String, MaxLen: new(200), Filter: []Op{OpEq, OpPrefix}, Search: true}},
		{"string filter=prefix,eq", Field{Type: String, Filter: []Op{OpEq, OpPrefix}}},
		{"string filter", Field{Type: String, Filter: all}},
		{"text optional len=0..20000", Field{Type: Text, Optional: true, MaxLen: new(20000)}},
		{"string default=", Field{}},
		{`string default=""`, Field{Type: String, Default: new("")}},
		{`string description="Say \"hi\": C:\\x\n" default="a b"`, Field{Type: String, Description: "Say \"hi\": C:\\x", Default: new("a b")}},
		{`string pattern="^\d+ \w+$"`, Field{Type: String, Pattern: `^\d+ \w+$`}},
		{"enum=draft,active default=draft output_only filter sort", Field{Type: EnumType, Values: []string{"draft", "active"}, Default: new("draft"), OutputOnly: true, Filter: []Op{OpEq, OpIn}, Sort: true}},
		{"enum=draft,", Field{Type: EnumType, Values: []string{"draft"}}},
		{"enum=product_status", Field{Type: EnumType, Enum: "product_status"}},
		{"enum=a,b[]", Field{Type: EnumType, Values: []string{"a", "b"}, Repeated: true}},
		{"decimal(10,3) optional min=-007.50", Field{Type: Decimal, Precision: 10, Scale: 3, Optional: true, Min: new("-7.5")}},
		{"int32 default=0 min=0", Field{Type: Int32, Default: new("0"), Min: new("0")}},
		{"int64 default=+5", Field{Type: Int64, Default: new("5")}},
		{"float64 output_only", Field{Type: Float64, OutputOnly: true}},
		{"float64 default=-0.0 max=1e3", Field{Type: Float64, Default: new("0"), Max: new("1000")}},
		{"bool default=false filter", Field{Type: Bool, Default: new("false"), Filter: []Op{OpEq}}},
		{"string[] max_items=20 unique_items filter", Field{Type: String, Repeated: true, MaxItems: new(20), UniqueItems: true, Filter: []Op{OpHas}}},
		{"string[] len=0..5", Field{Type: String, Repeated: true, MaxLen: new(5)}},
		{"json optional max_bytes=16KiB", Field{Type: JSON, Optional: true, MaxBytes: new(16 << 10)}},
		{`json default=[0,0.0,-0e9,0.1,1e3,9007199254740992]`, Field{Type: JSON, Default: new(`[0,0.0,-0e9,0.1,1e3,9007199254740992]`)}},
		{`json default={"a": 1}`, Field{}},
		{`json default="{\"a\": 1}"`, Field{Type: JSON, Default: new(`{"a":1}`)}},
		{"bytes optional max_bytes=256", Field{Type: Bytes, Optional: true, MaxBytes: new(256)}},
		{"ref=category filter", Field{Type: Ref, Ref: "category", Filter: []Op{OpEq, OpIn}}},
		{"ref=category on_delete=restrict", Field{Type: Ref, Ref: "category"}},
		{"ref=category optional on_delete=set_null", Field{Type: Ref, Ref: "category", Optional: true, OnDelete: SetNull}},
		{"string email optional sensitive", Field{Type: String, Format: Email, Optional: true, Sensitive: true}},
		{"timestamp optional output_only", Field{Type: Timestamp, Optional: true, OutputOnly: true}},
		{"timestamp value=now immutable", Field{Type: Timestamp, Now: true, Immutable: true}},
		{"timestamp default=2026-01-02T15:04:05+02:00", Field{Type: Timestamp, Default: new("2026-01-02T13:04:05Z")}},
		{"timestamp min=2026-01-02T15:04:05Z max=2026-01-02T15:04:05.5Z", Field{Type: Timestamp, Min: new("2026-01-02T15:04:05Z"), Max: new("2026-01-02T15:04:05.5Z")}},
		{"date optional min=2026-01-02", Field{Type: Date, Optional: true, Min: new("2026-01-02")}},
		{"duration default=90m", Field{Type: Duration, Default: new("1h30m0s")}},
		{"duration optional min=-0.25s max=24h", Field{Type: Duration, Optional: true, Min: new("-250ms"), Max: new("24h0m0s")}},
		{"duration min=250us sort filter", Field{Type: Duration, Min: new("250µs"), Sort: true, Filter: []Op{OpEq, OpGTE, OpLTE}}},
		{"money currency=EUR min=0.01 sort filter", Field{Type: Money, Currency: "EUR", Min: new("0.01"), Sort: true, Filter: []Op{OpEq, OpIn, OpGTE, OpLTE}}},
		{"money default=12.50 max=+100.00 currency=EUR", Field{Type: Money, Currency: "EUR", Default: new("12.5"), Max: new("100")}},
		{"money currency=JPY min=-9223372036854775808 optional", Field{Type: Money, Currency: "JPY", Min: new("-9223372036854775808"), Optional: true}},
		{"money", Field{Type: Money}},
		{"money optional sensitive immutable", Field{Type: Money, Optional: true, Sensitive: true, Immutable: true}},
		{"money backfill=\"+12.50  EUR\"", Field{Type: Money, Backfill: new("12.5 EUR")}},
		{"money currency=KWD backfill=-0.001", Field{Type: Money, Currency: "KWD", Backfill: new("-0.001")}},
		{"duration[] max=1h filter", Field{Type: Duration, Repeated: true, Max: new("1h0m0s"), Filter: []Op{OpHas}}},
		{"uuid default=0198C5A2-7C1E-7D3F-9A54-1F2E3D4C5B6A", Field{Type: UUID, Default: new("0198c5a2-7c1e-7d3f-9a54-1f2e3d4c5b6a")}},
	}
	for _, test := range tests {
		t.Run(test.line, func(t *testing.T) {
			at := Pos{File: "f", Line: 1, Col: 1}
			got, problems := ParseField(at, "x", test.line, ' ')
			if test.want.Type == "" { // the bare form of what has to be quoted
				if problems == nil {
					t.Fatal("no problem")
				}
				return
			}
			if problems != nil {
				t.Fatal(problems)
			}
			test.want.Name = "x"
			if diff := cmp.Diff(test.want, *got, noPos); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestShellWords(t *testing.T) {
	tests := []struct{ word, line string }{
		{"sku:string:unique:len=3..32", "string unique len=3..32"},
		{"total:decimal(10,2):min=0", "decimal(10,2) min=0"},
		{"note:text:description=A nice note", `text description="A nice note"`},
		{`at:timestamp:min="2026-01-02T15:04:05Z"`, "timestamp min=2026-01-02T15:04:05Z"},
		{`p:string:pattern="^a:b$"`, "string pattern=^a:b$"},
	}
	for _, test := range tests {
		f, problems := ParseArg("--field", test.word)
		if problems != nil {
			t.Errorf("%s: %v", test.word, problems)
			continue
		}
		if got := FormatField(f); got != test.line {
			t.Errorf("%s: %s, want %s", test.word, got, test.line)
		}
	}
	bad := []struct{ word, want string }{
		{"sku", `field "sku" has no type (write the type behind it: sku:string)`},
		{"string", `field "string" has no type (write a name before the type: title:string)`},
		{"Sku:string", `field name "Sku" is not snake_case (sku?)`},
		{"sku::string", `nothing is written between two colons (write sku:string:unique; quote a value that contains a colon: default="a:b")`},
		{"sku:string:", `nothing is written between two colons (write sku:string:unique; quote a value that contains a colon: default="a:b")`},
		{"at:timestamp:min=2026-01-02T15:04:05Z", `min "2026-01-02T15" is not a timestamp (for example 2026-01-31T12:00:00Z)`},
		{"id:uuid", `field name "id" is reserved (every resource has it already)`},
		{"x:string:uniqe", `unknown flag "uniqe" (unique?)`},
	}
	for _, test := range bad {
		_, problems := ParseArg("", test.word)
		if len(problems) == 0 || problems[0].Inline() != test.want {
			t.Errorf("%s: %v, want %s", test.word, problems, test.want)
		}
	}
	_, problems := ParseArg("", "p:string:pattern=^a:b$:optional")
	if len(problems) != 1 || problems[0].Hint != `quote it: pattern="…"` {
		t.Errorf("colon in a value: %v", problems)
	}
}

func TestBothFormsGiveTheSameModel(t *testing.T) {
	tests := []struct{ long, line string }{
		{`{type: string, unique: true, len: 3..32}`, "string unique len=3..32"},
		{`{type: string, unique: false, filter: true}`, "string filter"},
		{`{type: string, filter: [eq, prefix]}`, "string filter=eq,prefix"},
		{`{type: string, filter: "eq,prefix", sort: false}`, "string filter=eq,prefix"},
		{`{type: int32, default: 0, min: 0}`, "int32 default=0 min=0"},
		{`{type: bool, default: false}`, "bool default=false"},
		{`{enum: [draft, active], default: draft}`, "enum=draft,active default=draft"},
		{`{enum: [draft]}`, "enum=draft,"},
		{`{enum: "draft,active"}`, "enum=draft,active"},
		{`{type: "enum[]", enum: [a, b]}`, "enum=a,b[]"},
		{`{type: enum=a, default: z}`, "enum=a default=z"},
		{`{ref: product, optional: true}`, "ref=product optional"},
		{`{type: ref, ref: product, optional: true}`, "ref=product optional"},
		{`{type: "string[]", max_items: 3}`, "string[] max_items=3"},
		{`{type: string, description: "It is: \"x\" #1"}`, `string description="It is: \"x\" #1"`},
		{`{type: string, default: ""}`, `string default=""`},
		{`{type: text, pattern: 'a b'}`, `text pattern="a b"`},
		{`{type: date, value: now}`, `date value=now`},
	}
	for _, test := range tests {
		wrap := func(field string) *Spec {
			return mustParse(t, serviceOf("service: catalog\nenums: {a: [z]}\nresources:\n  product:\n    fields:\n      x: "+field+"\n")...)
		}
		if diff := cmp.Diff(wrap(scalar(test.line)), wrap(test.long), noPos); diff != "" {
			t.Errorf("%s: %s", test.long, diff)
		}
	}
}

func TestSpecOfOneFile(t *testing.T) {
	s := mustParse(t, exampleSpec(t, "shop"))
	if s.Name != "shop" || s.Module != "example.com/shop" || s.Auth != "none" || len(s.Services) != 2 {
		t.Errorf("%+v", s)
	}
	catalog := s.Services[0]
	if catalog.Name != "catalog" || catalog.Pos != (Pos{"shop.yaml", 11, 3}) {
		t.Errorf("%+v", catalog)
	}
	product := catalog.Resources[1]
	if f := product.Fields[3]; f.Name != "status" || f.Enum != "product_status" || f.Pos.Line != 30 || f.Pos.Col != 11 {
		t.Errorf("%+v", f)
	}
	want := &Index{Keys: []IndexKey{{Field: "category"}, {Field: "status"}, {Field: "create_time", Desc: true}}}
	if diff := cmp.Diff(want, product.Indexes[0], noPos); diff != "" {
		t.Error(diff)
	}
	order := s.Services[1].Resources[0]
	if f := order.Fields[3]; f.Enum != "order_status" || len(f.Values) != 4 {
		t.Errorf("%+v", f)
	}
	if e := s.Services[1].Enums; len(e) != 1 || e[0].Name != "order_status" || e[0].Pos.Line == 0 {
		t.Errorf("%+v", e)
	}
}

func TestOddNamesAreLegal(t *testing.T) {
	text := "service: catalog\nresources:\n"
	for _, name := range []string{"type", "order", "user", "range", "error", "select", "descriptor", "string", "store", "staff", "null", "true", "series", "status", "address", "news", "bus", "y", "product_2"} {
		text += "  " + name + ":\n    fields: {func: string, default: int32, true: bool, null: date, optional: text, unique: string, desc: string, reset: string}\n" +
			"    indexes: ['unique, desc desc', unique unique, 'unique desc, func', using using gin]\n"
		text = strings.Replace(text, ", using using gin]", "]", 1)
	}
	s := mustParse(t, serviceOf(text)...)
	if got := s.Services[0].Resources[10]; got.Name != "null" || got.Fields[2].Name != "true" || got.Indexes[0].Unique || !got.Indexes[1].Unique || got.Indexes[2].Unique {
		t.Errorf("%+v", got)
	}
}

func TestSources(t *testing.T) {
	files := fstest.MapFS{
		"svcgen.yaml":                   {Data: []byte(goodWorkspace)},
		"services/catalog/service.yaml": {Data: []byte("service: catalog\r\nresources:\r\n  a: {fields: {b: string}}\r\n")},
		"services/gateway/app/app.go":   {},
		"services/README.md":            {},
	}
	sources, err := Sources(files)
	if err != nil || len(sources) != 2 || sources[1].Path != "services/catalog/service.yaml" {
		t.Fatalf("%v, %v", sources, err)
	}
	if s := mustParse(t, sources...); s.Services[0].Name != "catalog" {
		t.Errorf("%+v", s)
	}
	if _, err := Sources(fstest.MapFS{}); err == nil {
		t.Error("no error without svcgen.yaml")
	}
}
