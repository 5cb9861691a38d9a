package aip_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/civil"
)

// nextToken gives the token after a page that ends with c.
func nextToken(t *testing.T, q aip.Query, c aip.Cursor) string {
	t.Helper()
	token := aip.Page[int]{Items: []int{1, 2}, More: true}.NextToken(q, func(item int) aip.Cursor {
		if item != 2 {
			t.Errorf("the token is of item %d, want the last", item)
		}
		return c
	})
	if token == "" {
		t.Fatal("no token")
	}
	return token
}

func TestTokenKeepsCursor(t *testing.T) {
	type status string // like an enum of protobuf, which prints its name
	id := uuid.MustParse("01890a5d-ac96-774b-bcce-b302099a8057")
	tests := []struct {
		order string
		value any
		want  any
	}{
		{"", nil, nil},
		{"title", "it's \"x\" \u2028 é", "it's \"x\" \u2028 é"},
		{"title", "", ""},
		{"title", strings.Repeat("\u2028", 512), strings.Repeat("\u2028", 512)},
		{"title", strings.Repeat("é", 60_000), strings.Repeat("é", 512)},
		{"status desc", status("STATUS_ACTIVE"), "active"},
		{"stock", int32(-7), int32(-7)},
		{"views", int64(1 << 60), int64(1 << 60)},
		{"rating", 0.1 + 0.2, 0.1 + 0.2},
		{"rating", 1e300, 1e300},
		{"featured", true, true},
		{"category", id, id},
		{"weight", decimal.RequireFromString("-0.500"), decimal.RequireFromString("-0.5")},
		{"weight", decimal.RequireFromString("-0." + strings.Repeat("7", 1000)), decimal.RequireFromString("-0." + strings.Repeat("7", 1000))},
		{"publish_time", time.Date(2026, 1, 2, 3, 4, 5, 678901000, time.UTC), time.Date(2026, 1, 2, 3, 4, 5, 678901000, time.UTC)},
		{"cancel_time", aip.OrNull[time.Time](nil), nil},
		{"cancel_time desc", aip.OrNull(new(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))), time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		{"release_day", civil.Date{Year: 2026, Month: 2, Day: 28}, civil.Date{Year: 2026, Month: 2, Day: 28}},
	}
	for _, tt := range tests {
		t.Run(tt.order, func(t *testing.T) {
			r := aip.Request{OrderBy: tt.order, Filter: "stock > 3", PageSize: 2}
			q, err := aip.Schema{Fields: fields}.NewQuery(r)
			if err != nil || q.After != nil {
				t.Fatal(q.After, err)
			}
			r.PageToken = nextToken(t, q, aip.Cursor{Value: tt.value, ID: id})
			r.PageSize = 9 // may change between pages
			if q, err = (aip.Schema{Fields: fields}).NewQuery(r); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&aip.Cursor{Value: tt.want, ID: id}, q.After, equateDecimals); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLastPageHasNoToken(t *testing.T) {
	q, _ := aip.NewPage(aip.Request{PageSize: 2})
	for _, page := range []aip.Page[int]{{}, {Items: []int{1, 2}}} {
		if token := page.NextToken(q, func(int) aip.Cursor { return aip.Cursor{} }); token != "" {
			t.Errorf("%v, %q", page, token)
		}
	}
}

func TestTokenRefused(t *testing.T) {
	made := aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock"}
	q, err := aip.Schema{Fields: fields}.NewQuery(made)
	if err != nil {
		t.Fatal(err)
	}
	token := nextToken(t, q, aip.Cursor{Value: int32(1), ID: uuid.New()})
	json, _ := base64.RawURLEncoding.DecodeString(token)
	edited := func(from, to string) string {
		return base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(json), from, to, 1)))
	}
	tests := map[string]struct {
		r    aip.Request
		want string
	}{
		"other list":   {aip.Request{List: "groups", Filter: "stock > 3", OrderBy: "stock", PageToken: token}, "belongs to another list"},
		"other filter": {aip.Request{List: "things", Filter: "stock > 4", OrderBy: "stock", PageToken: token}, "belongs to another list, filter"},
		"other order":  {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "views", PageToken: token}, "belongs to another list, filter"},
		"no order":     {aip.Request{List: "things", Filter: "stock > 3", PageToken: token}, "is not a next_page_token of this list"},
		"deleted":      {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock", ShowDeleted: true, PageToken: token}, "belongs to another list, filter"},
		"no base64":    {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock", PageToken: "?"}, "is not a next_page_token of this list"},
		"no json":      {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock", PageToken: "AAAA"}, "is not a next_page_token of this list"},
		"version":      {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock", PageToken: edited(`"v":1`, `"v":2`)}, "is not a next_page_token of this list"},
		"value":        {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock", PageToken: edited(`"s":"1"`, `"s":"one"`)}, "is not a next_page_token of this list"},
		"no value":     {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock", PageToken: edited(`"s":"1",`, ``)}, "is not a next_page_token of this list"},
		"huge":         {aip.Request{List: "things", Filter: "stock > 3", OrderBy: "stock", PageToken: strings.Repeat("A", 1<<20)}, "is not a next_page_token of this list"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := aip.Schema{Fields: fields}.NewQuery(tt.r)
			refused(t, err, "page_token", tt.want)
		})
	}
}
