package aip_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/civil"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

var fields = []aip.Field{
	{Name: "title", Ops: aip.AllowEq | aip.AllowIn | aip.AllowPrefix, Sort: true, Parse: aip.String},
	{Name: "sku", Ops: aip.AllowEq, Parse: aip.String},
	{Name: "status", Ops: aip.AllowEq | aip.AllowIn, Sort: true, Parse: aip.Enum(map[string]string{"STATUS_DRAFT": "draft", "STATUS_ACTIVE": "active"})},
	{Name: "stock", Ops: aip.AllowEq | aip.AllowGTE | aip.AllowLTE, Sort: true, Parse: aip.Int32},
	{Name: "views", Sort: true, Parse: aip.Int64},
	{Name: "rating", Ops: aip.AllowGTE, Sort: true, Parse: aip.Float64},
	{Name: "featured", Ops: aip.AllowEq, Sort: true, Parse: aip.Bool},
	{Name: "category", Ops: aip.AllowEq, Sort: true, Parse: aip.UUID},
	{Name: "tags", Ops: aip.AllowHas, Parse: aip.String},
	{Name: "weight", Ops: aip.AllowLTE, Sort: true, Parse: aip.Decimal},
	{Name: "publish_time", Ops: aip.AllowGTE, Sort: true, Parse: aip.Timestamp},
	{Name: "release_day", Ops: aip.AllowGTE, Sort: true, Parse: aip.Date},
	{Name: "kind", Ops: aip.AllowIn, Parse: aip.String},
	{Name: "cancel_time", Ops: aip.AllowGTE, Sort: true, Parse: aip.Timestamp, Optional: true},
}

func TestFilter(t *testing.T) {
	id := uuid.MustParse("01890a5d-ac96-774b-bcce-b302099a8057")
	tests := []struct {
		filter string
		want   []aip.Condition
		search string
	}{
		{filter: "  "},
		{filter: `sku = "A-1"`, want: []aip.Condition{{Field: "sku", Op: aip.Equal, Value: "A-1"}}},
		{filter: `publishTime > 2026-01-02T15:04:05Z`, want: []aip.Condition{{Field: "publish_time", Op: aip.Greater, Value: time.Date(2026, 1, 2, 15, 4, 5, 0, time.UTC)}}},
		{filter: `sku=A-1`, want: []aip.Condition{{Field: "sku", Op: aip.Equal, Value: "A-1"}}},
		{filter: `sku != 'it"s'`, want: []aip.Condition{{Field: "sku", Op: aip.NotEqual, Value: `it"s`}}},
		{filter: `sku = "a \"b\" \\ \*"`, want: []aip.Condition{{Field: "sku", Op: aip.Equal, Value: `a "b" \ *`}}},
		{filter: `sku = ""`, want: []aip.Condition{{Field: "sku", Op: aip.Equal, Value: ""}}},
		{filter: `title = "foo*"`, want: []aip.Condition{{Field: "title", Op: aip.Prefix, Value: "foo"}}},
		{filter: `title = "5*6"`, want: []aip.Condition{{Field: "title", Op: aip.Equal, Value: "5*6"}}},
		{filter: `title = "5\*"`, want: []aip.Condition{{Field: "title", Op: aip.Equal, Value: "5*"}}},
		{filter: `stock >= -3 AND stock<10`, want: []aip.Condition{{Field: "stock", Op: aip.GreaterEqual, Value: int32(-3)}, {Field: "stock", Op: aip.Less, Value: int32(10)}}},
		{filter: `stock > 3 stock <= 10`, want: []aip.Condition{{Field: "stock", Op: aip.Greater, Value: int32(3)}, {Field: "stock", Op: aip.LessEqual, Value: int32(10)}}},
		{filter: `(stock = 3)`, want: []aip.Condition{{Field: "stock", Op: aip.Equal, Value: int32(3)}}},
		{
			filter: `(status = STATUS_DRAFT OR status = STATUS_ACTIVE) AND featured = true`,
			want:   []aip.Condition{{Field: "status", Op: aip.In, Value: []any{"draft", "active"}}, {Field: "featured", Op: aip.Equal, Value: true}},
		},
		{filter: `(kind = a OR kind = b)`, want: []aip.Condition{{Field: "kind", Op: aip.In, Value: []any{"a", "b"}}}},
		{filter: `kind = a OR kind=b OR kind = c AND sku = x`, want: []aip.Condition{{Field: "kind", Op: aip.In, Value: []any{"a", "b", "c"}}, {Field: "sku", Op: aip.Equal, Value: "x"}}},
		{filter: `sku = x kind = a OR kind = b`, want: []aip.Condition{{Field: "sku", Op: aip.Equal, Value: "x"}, {Field: "kind", Op: aip.In, Value: []any{"a", "b"}}}},
		{filter: `NOT (kind = a OR kind = b)`, want: []aip.Condition{{Field: "kind", Op: aip.In, Value: []any{"a", "b"}, Not: true}}},
		{filter: `((title = a))`, want: []aip.Condition{{Field: "title", Op: aip.Equal, Value: "a"}}},
		{filter: `NOT sku = a -title != b`, want: []aip.Condition{{Field: "sku", Op: aip.NotEqual, Value: "a"}, {Field: "title", Op: aip.Equal, Value: "b"}}},
		{filter: `NOT (-stock > 3) AND -stock > 4`, want: []aip.Condition{{Field: "stock", Op: aip.Greater, Value: int32(3)}, {Field: "stock", Op: aip.Greater, Value: int32(4), Not: true}}},
		{filter: `-title = "a*" AND NOT tags:x`, want: []aip.Condition{{Field: "title", Op: aip.Prefix, Value: "a", Not: true}, {Field: "tags", Op: aip.Has, Value: "x", Not: true}}},
		{filter: `cancel_time:*`, want: []aip.Condition{{Field: "cancel_time", Op: aip.Set}}},
		{filter: `-cancelTime:*`, want: []aip.Condition{{Field: "cancel_time", Op: aip.Set, Not: true}}},
		{filter: `NOT cancel_time : *`, want: []aip.Condition{{Field: "cancel_time", Op: aip.Set, Not: true}}},
		{filter: `red -blue NOT "big shoe"`, search: `"red" -"blue" -"big shoe"`},
		{filter: `title`, search: `"title"`},
		{filter: `tags:"x y"`, want: []aip.Condition{{Field: "tags", Op: aip.Has, Value: "x y"}}},
		{filter: `rating > 1.5`, want: []aip.Condition{{Field: "rating", Op: aip.Greater, Value: 1.5}}},
		{filter: `category = 01890a5d-ac96-774b-bcce-b302099a8057`, want: []aip.Condition{{Field: "category", Op: aip.Equal, Value: id}}},
		{filter: `weight < 1.50`, want: []aip.Condition{{Field: "weight", Op: aip.Less, Value: decimal.RequireFromString("1.50")}}},
		{filter: `publish_time > 2026-01-02T15:04:05.5+01:00`, want: []aip.Condition{{Field: "publish_time", Op: aip.Greater, Value: time.Date(2026, 1, 2, 14, 4, 5, 5e8, time.UTC)}}},
		{filter: `release_day > 2026-01-02`, want: []aip.Condition{{Field: "release_day", Op: aip.Greater, Value: civil.Date{Year: 2026, Month: 1, Day: 2}}}},
		{filter: `red "running shoe" AND sku = x`, want: []aip.Condition{{Field: "sku", Op: aip.Equal, Value: "x"}}, search: `"red" "running shoe"`},
		{filter: `or "say \"hi\""`, search: `"or" "say  hi "`},
		{filter: `ORANGE ANDROID NOTE`, search: `"ORANGE" "ANDROID" "NOTE"`},
	}
	for _, tt := range tests {
		t.Run(tt.filter, func(t *testing.T) {
			q, err := aip.Schema{Fields: fields, Search: true}.NewQuery(aip.Request{Filter: tt.filter})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, q.Conditions, equateDecimals); diff != "" {
				t.Error(diff)
			}
			if q.Search != tt.search {
				t.Errorf("search %s, want %s", q.Search, tt.search)
			}
		})
	}
}

func TestFilterRefused(t *testing.T) {
	tests := []struct{ filter, want string }{
		{`colour = red`, `at character 1: cannot filter by "colour", only by title, sku, `},
		{`sku = a AND views = 3`, `at character 13: cannot filter by "views"`},
		{`sku > a`, `"sku" cannot be compared with >; allowed: =, !=`},
		{`sku = "a*"`, `is wrong at character 1: "sku" cannot be compared with = "x*"; allowed: =, !=`},
		{`title != "a*"`, `"title" cannot be compared with != "x*"; allowed: =, !=, a = x OR a = y, = "x*"`},
		{`tags = x`, `"tags" cannot be compared with =; allowed: :`},
		{`releaseDay = 2026-01-02`, `"releaseDay" cannot be compared with =; allowed: >, >=`},
		{`releaseDai = 2026-01-02`, `cannot filter by "releaseDai": did you mean releaseDay?`},
		{`release_dai = 2026-01-02`, `cannot filter by "release_dai": did you mean release_day?`},
		{`stock = many`, `at character 9: "many" must be a 32-bit integer`},
		{`stock = 2147483648`, `must be a 32-bit integer`},
		{`éé = 1 AND stock = x`, `at character 1: cannot filter by "éé"`},
		{`sku = "éé" AND stock = x`, `at character 24: "x"`},
		{`status = STATUS_GONE`, `"STATUS_GONE" must be one of STATUS_ACTIVE, STATUS_DRAFT`},
		{`status = draft`, `"draft" must be one of STATUS_ACTIVE, STATUS_DRAFT`},
		{"weight < 1" + strings.Repeat("0", 1003), `must be a decimal number`},
		{`weight < 1e9`, `must be a decimal number`},
		{`category = 01890a5dac96774bbcceb302099a8057`, `must be a UUID`},
		{`featured = TRUE`, `must be true or false`},
		{`release_day > 0000-01-01`, `must be a date`},
		{`sku = a OR sku = b`, `at character 1: sku cannot have alternatives; allowed: =, !=`},
		{`OR sku = b`, `at character 1: a condition is missing before OR`},
		{`title = a OR`, `at character 13: a name or a value is missing`},
		{`title = a OR title != b`, `at character 14: alternatives must compare the same field with =: a = x OR a = y`},
		{`title = a OR NOT title = b`, `alternatives must compare the same field with =`},
		{`sku:*`, `at character 1: "sku" cannot be compared with :*; allowed: =, !=`},
		{`tags:*`, `"tags" cannot be compared with :*; allowed: :`},
		{`cancelTime:x`, `"cancelTime" cannot be compared with :; allowed: >, >=, :*`},
		{`cancelTime > null`, `at character 1: "null" is not a value: write -cancelTime:* for those in which cancelTime is not set`},
		{`NOT`, `a name or a value is missing`},
		{`(sku = a OR sku = b)`, `at character 2: sku cannot have alternatives; allowed: =, !=`},
		{`(stock = 1 OR status = STATUS_DRAFT)`, `at character 15: alternatives must compare the same field`},
		{`(title = "a*" OR title = b)`, `alternatives must compare the same field`},
		{`(stock > 1 OR stock = 0)`, `alternatives must compare the same field`},
		{`(title = a AND title = b)`, `at character 12: OR or ) is missing`},
		{`(title = a`, `at character 11: OR or ) is missing`},
		{`(title = a OR`, `a name or a value is missing`},
		{`((title = a)`, `at character 13: OR or ) is missing`},
		{`sku = a AND`, `at character 9: a condition is missing after AND`},
		{`AND sku = a`, `at character 1: a condition is missing before AND`},
		{`sku`, `at character 4: a comparison is missing after "sku"`},
		{`(sku)`, `at character 5: a comparison is missing after "sku"; allowed: =, !=`},
		{`sku =`, `at character 6: a name or a value is missing`},
		{`sku = "a`, `at character 7: the closing quote is missing`},
		{`sku = "a\`, `at character 7: the closing quote is missing`},
		{`= a`, `at character 1: a name or a value is missing`},
		{`sku = a)`, `at character 8: a name or a value is missing`},
		{`red`, `at character 1: a comparison is missing after "red": write field = value`},
		{"sku = \x00", `must be UTF-8 text without NUL characters`},
		{"sku = \xff", `must be UTF-8 text without NUL characters`},
		{strings.Repeat("sku = a AND ", 20) + "sku = a", `must have at most 20 conditions`},
		{"(title = a" + strings.Repeat(" OR title = a", 100) + ")", `more than 100 alternatives`},
		{"sku = " + strings.Repeat("é", 1995), `must have at most 2000 characters`},
	}
	for _, tt := range tests {
		t.Run(tt.filter, func(t *testing.T) {
			_, err := aip.Schema{Fields: fields}.NewQuery(aip.Request{Filter: tt.filter})
			refused(t, err, "filter", tt.want)
		})
	}
	_, err := aip.Schema{Fields: fields, Search: true}.NewQuery(aip.Request{Filter: "sho*"})
	refused(t, err, "filter", "at character 1: a search finds whole words only")
	_, err = aip.Schema{Search: true}.NewQuery(aip.Request{Filter: "theme = x"})
	refused(t, err, "filter", `cannot filter by "theme": no field allows it; words alone are searched for`)
}

func TestOrderBy(t *testing.T) {
	for text, want := range map[string]aip.Order{
		"":              {},
		"stock":         {Field: "stock"},
		" stock  asc ":  {Field: "stock"},
		"stock desc":    {Field: "stock", Desc: true},
		"category desc": {Field: "category", Desc: true},
		"create_time":   {Field: "create_time"},
		"publishTime":   {Field: "publish_time"},
	} {
		q, err := aip.Schema{Fields: fields}.NewQuery(aip.Request{OrderBy: text})
		if err != nil || q.Order != want {
			t.Errorf("%q: %v, %v", text, q.Order, err)
		}
	}
	for text, want := range map[string]string{
		"sku":             `cannot sort by "sku", only by title, status, stock`,
		"publish_tim":     `cannot sort by "publish_tim": did you mean publish_time?`,
		"publishTim desc": `cannot sort by "publishTim": did you mean publishTime?`,
		"Colour":          `, publishTime, releaseDay, cancelTime, createTime, updateTime`,
		"stock DESC":      `must be a field, or a field and asc or desc, not "stock DESC"`,
		"-stock":          `must be a field, or a field and asc or desc, not "-stock"`,
		"stock:desc":      `must be a field, or a field and asc or desc, not "stock:desc"`,
		"stock, title":    `must name one field only`,
		"stock desc desc": `must be a field, or a field and asc or desc, not "stock desc desc"`,
	} {
		_, err := aip.Schema{Fields: fields}.NewQuery(aip.Request{OrderBy: text})
		refused(t, err, "order_by", want)
	}
}

// TestOrderByTimes checks that a list without fields to sort by can be sorted by the times that every resource has.
func TestOrderByTimes(t *testing.T) {
	r := aip.Request{OrderBy: "update_time desc"}
	q, err := aip.NewPage(r)
	if want := (aip.Order{Field: "update_time", Desc: true}); err != nil || q.Order != want {
		t.Fatalf("%v, %v", q.Order, err)
	}
	place := aip.Cursor{Value: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC), ID: uuid.Max}
	r.PageToken = aip.Page[int]{Items: []int{1}, More: true}.NextToken(q, func(int) aip.Cursor { return place })
	if q, err = aip.NewPage(r); err != nil || !cmp.Equal(q.After, &place) {
		t.Errorf("after %v, %v; want %v", q.After, err, place)
	}
	_, err = aip.NewPage(aip.Request{OrderBy: "title"})
	refused(t, err, "order_by", `cannot sort by "title", only by create_time, update_time`)
}

func TestPageSize(t *testing.T) {
	for size, want := range map[int32]int{0: 50, 1: 1, 1000: 1000, 1001: 1000, math.MaxInt32: 1000} {
		if q, err := aip.NewPage(aip.Request{PageSize: size}); err != nil || q.PageSize != want {
			t.Errorf("%d: %d, %v", size, q.PageSize, err)
		}
	}
	_, err := aip.NewPage(aip.Request{PageSize: -1})
	refused(t, err, "page_size", "must not be negative")
}

func TestAllMistakesInOneAnswer(t *testing.T) {
	_, err := aip.Schema{Fields: fields}.NewQuery(aip.Request{Filter: "(", OrderBy: "x", PageSize: -1})
	if e, ok := errors.AsType[*errs.Error](err); !ok || len(e.Violations) != 3 {
		t.Errorf("%v, want three violations", err)
	}
}

// refused checks that err is about field and holds text.
func refused(t *testing.T, err error, field, text string) {
	t.Helper()
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Kind != errs.KindInvalid || len(e.Violations) != 1 || e.Violations[0].Field != field {
		t.Fatalf("got %v, want an errs.Invalid of %s", err, field)
	}
	if !strings.Contains(e.Violations[0].Description, text) {
		t.Errorf("got  %s\nwant %s", e.Violations[0].Description, text)
	}
}

// TestErrorsAreShort sends 2 MB in every place that an error names.
func TestErrorsAreShort(t *testing.T) {
	huge := strings.Repeat("é", 1<<20)
	for name, r := range map[string]aip.Request{
		"order":     {OrderBy: huge},
		"direction": {OrderBy: "title " + huge},
		"filter":    {Filter: huge},
		"field":     {Filter: huge[:3000] + " = 1"},
		"value":     {Filter: "stock = " + huge[:3000]},
		"word":      {Filter: huge[:3000]},
		"token":     {PageToken: huge},
		"decimal":   {Filter: "weight < 1" + strings.Repeat("0", 1900)},
	} {
		_, err := aip.Schema{Fields: fields}.NewQuery(r)
		short(t, name, err)
	}
	_, err := aip.Mask([]string{huge, "title." + huge}, func(name string) (sent, ok bool) { return false, name == "title" }, fields)
	short(t, "mask", err)
	_, err = aip.Mask(strings.Fields(strings.Repeat("x ", 1<<20)), func(string) (sent, ok bool) { return false, false }, fields)
	short(t, "long mask", err)
}

func short(t *testing.T, name string, err error) {
	t.Helper()
	e, ok := errors.AsType[*errs.Error](err)
	if !ok {
		t.Fatalf("%s: %v", name, err)
	}
	texts := []string{e.Message}
	for _, v := range e.Violations {
		texts = append(texts, v.Field+v.Description)
	}
	for _, text := range texts {
		if n := utf8.RuneCountInString(text); n > 500 || len(texts) > 101 {
			t.Errorf("%s: %d violations, %d characters: %.100s", name, len(texts)-1, n, text)
		}
	}
}

func FuzzQuery(f *testing.F) {
	f.Add(`(title = a OR title = "b\"") AND stock >= 3 tags:"x" 'word' title = "p*"`, "stock desc", "")
	f.Add(`sku = "`, "x,y", "eyJ2IjoxfQ")
	f.Add("-", " desc", "e30")
	f.Add("NOT (-cancelTime:* ) kind = a OR kind = b", "cancelTime", "")
	f.Fuzz(func(t *testing.T, filter, orderBy, token string) {
		q, err := aip.Schema{Fields: fields, Search: true}.NewQuery(aip.Request{Filter: filter, OrderBy: orderBy, PageToken: token})
		if err != nil {
			if errs.KindOf(err) != errs.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		for _, c := range q.Conditions {
			if c.Field == "" || c.Op == 0 || (c.Value == nil) != (c.Op == aip.Set) {
				t.Errorf("%q: condition %+v", filter, c)
			}
		}
	})
}

var equateDecimals = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
