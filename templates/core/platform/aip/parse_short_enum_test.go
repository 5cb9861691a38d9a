package aip_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

func TestShortEnum(t *testing.T) {
	schema := aip.Schema{Fields: []aip.Field{
		{Name: "status", Ops: aip.AllowEq, Sort: true, Parse: aip.ShortEnum(map[string]string{"STATUS_NULL": "null", "STATUS_AND": "and", "STATUS_NO": "no"})},
	}}
	for filter, want := range map[string]string{
		`status = null`:        "null",
		`status = "null"`:      "null",
		`status = and`:         "and",
		`status = STATUS_AND`:  "and",
		`status = "STATUS_NO"`: "no",
		`status = STATUS_GONE`: `"STATUS_GONE" must be one of and, no, null`,
		`status = No`:          `"No" must be one of and, no, null`,
	} {
		q, err := schema.NewQuery(aip.Request{Filter: filter})
		if err == nil && q.Conditions[0].Value != want || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, %v, want %s", filter, q.Conditions, err, want)
		}
	}
}
