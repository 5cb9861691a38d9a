package restjson_test

import (
	"net/url"
	"testing"

	"github.com/grpc-ecosystem/grpc-gateway/v2/utilities"

	"github.com/svcgen/svcgen/templates/core/platform/restjson"
	"github.com/svcgen/svcgen/testdata/everykind"
)

func TestShortParameters(t *testing.T) {
	t.Parallel()
	parser := restjson.ShortParameters("everykind.proto")
	var msg everykind.All
	query := url.Values{
		"color": {"red"}, "optionalColor": {"COLOR_BLUE"}, "colors": {"blue", "1", "COLOR_RED"}, "nested.color": {"blue"},
		"aString": {"red"}, "nested.a_string": {"blue"},
	}
	if err := parser.Parse(&msg, query, utilities.NewDoubleArray(nil)); err != nil {
		t.Fatal(err)
	}
	if got := msg.GetColors(); msg.GetColor() != 1 || msg.GetOptionalColor() != 7 || len(got) != 3 || got[0] != 7 || got[1] != 1 || got[2] != 1 || msg.GetNested().GetColor() != 7 {
		t.Errorf("got %v", &msg)
	}
	if msg.GetAString() != "red" || msg.GetNested().GetAString() != "blue" {
		t.Errorf("texts have changed: %v", &msg)
	}
	for _, query := range []url.Values{{"color": {"green"}}, {"color": {"RED"}}, {"color": {"unspecified"}}, {"no.such.field": {"red"}, "color": {"x"}}} {
		if err := parser.Parse(&msg, query, utilities.NewDoubleArray(nil)); err == nil {
			t.Errorf("%v is taken", query)
		}
	}
}
