package protoconv

import (
	"math"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestUUID(t *testing.T) {
	const id = "01890a5d-ac96-774b-bcce-b302099a8057"
	tests := []struct {
		text    string
		refused bool
	}{
		{"", false}, // not sent: whether it must be is for the domain
		{id, false},
		{strings.ToUpper(id), false},
		{"{" + id + "}", true},
		{"urn:uuid:" + id, true},
		{strings.ReplaceAll(id, "-", ""), true},
		{"x", true},
	}
	for _, tt := range tests {
		var v errs.Violations
		got := UUID.Parse(&v, "owner", tt.text)
		if refused := v.Err() != nil; refused != tt.refused {
			t.Errorf("%q: refused is %t, want %t", tt.text, refused, tt.refused)
		}
		if want := strings.ToLower(tt.text); tt.text != "" && !tt.refused && got.String() != want {
			t.Errorf("%q is sent as %s, want %s", tt.text, got, want)
		}
	}
}

func TestDecimalRefusesExponents(t *testing.T) {
	for _, text := range []string{"1e9", "1e-999999999", "NaN", "0x10", "1_000", "--1", "+1", strings.Repeat("1", 4<<20)} {
		var v errs.Violations
		Decimal.Parse(&v, "price", text)
		if v.Err() == nil {
			t.Errorf("%q is taken", text)
		}
	}
	var v errs.Violations
	if got := Decimal.ParseRequired(&v, "price", "-12.50"); v.Err() != nil || Fixed(2)(got) != "-12.50" {
		t.Errorf("got %v, %v", got, v.Err())
	}
	long := "-0." + strings.Repeat("7", 1000) // what decimal(1000,1000) prints
	if got := Decimal.Parse(&v, "price", long); v.Err() != nil || Fixed(1000)(got) != long {
		t.Errorf("%v %v", got, v.Err())
	}
	if Decimal.ParseRequired(&v, "price", ""); v.Err() == nil {
		t.Error("a required number that was not sent is taken")
	}
}

func TestListNamesTheElement(t *testing.T) {
	var v errs.Violations
	Date.ParseList(&v, "days", []string{"2026-01-31", "2026-02-31"})
	if err := v.Err(); err == nil || !strings.Contains(err.Error(), "days[1]") {
		t.Errorf("got %v, want a violation of days[1]", err)
	}
}

func TestTimestamp(t *testing.T) {
	var v errs.Violations
	got := Timestamp(&v, "at", timestamppb.New(time.Date(2026, 1, 2, 3, 4, 5, 123456789, time.UTC)))
	if want := time.Date(2026, 1, 2, 3, 4, 5, 123456000, time.UTC); !got.Equal(want) || v.Err() != nil {
		t.Errorf("got %v, %v; want %v", got, v.Err(), want)
	}
	Timestamp(&v, "at", &timestamppb.Timestamp{Seconds: 1 << 60})
	if v.Err() == nil {
		t.Error("a year beyond 9999 is taken")
	}
}

func TestJSON(t *testing.T) {
	var v errs.Violations
	value, err := structpb.NewValue(map[string]any{"a": []any{1.5, "x", nil, true}})
	if err != nil {
		t.Fatal(err)
	}
	if back := FromJSON(JSON(&v, "attributes", value, 0)); !proto.Equal(back, value) || v.Err() != nil {
		t.Errorf("got %v, %v; want %v", back, v.Err(), value)
	}
	if got := JSON(&v, "attributes", structpb.NewNullValue(), 0); got != nil {
		t.Errorf("null is %s, want nothing", got)
	}
}

func TestJSONRefuses(t *testing.T) {
	nested := func(depth int) *structpb.Value {
		value := structpb.NewBoolValue(true)
		for i := range depth {
			if i%2 == 0 {
				value = structpb.NewListValue(&structpb.ListValue{Values: []*structpb.Value{value}})
			} else {
				value = structpb.NewStructValue(&structpb.Struct{Fields: map[string]*structpb.Value{"a": value}})
			}
		}
		return value
	}
	list := func(x float64) *structpb.Value {
		return structpb.NewListValue(&structpb.ListValue{Values: []*structpb.Value{structpb.NewNumberValue(1), structpb.NewNumberValue(x)}})
	}
	for name, tt := range map[string]struct {
		value *structpb.Value
		want  string
	}{
		"100 levels":  {nested(100), ""},
		"101 levels":  {nested(101), "must be at most 100 levels deep"},
		"3000 levels": {nested(3000), "must be at most 100 levels deep"},
		"NaN":         {structpb.NewNumberValue(math.NaN()), "must not hold NaN"},
		"infinity":    {list(math.Inf(-1)), "must not hold NaN or infinity"},
		"1e300":       {list(1e300), ""},
	} {
		var v errs.Violations
		JSON(&v, "attributes", tt.value, 0)
		switch err := v.Err(); {
		case tt.want == "" && err != nil, tt.want != "" && (err == nil || !strings.HasPrefix(err.Error(), "attributes "+tt.want)):
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
	}
}

func TestPresent(t *testing.T) {
	for field, want := range map[string][2]bool{"value": {true, true}, "no_such_field": {false, false}} {
		if sent, ok := Present(wrapperspb.String("x"))(field); sent != want[0] || ok != want[1] {
			t.Errorf("%s: got %t, %t, want %t", field, sent, ok, want)
		}
	}
	if sent, ok := Present(&wrapperspb.StringValue{})("value"); sent || !ok {
		t.Errorf("a field that was not sent: got %t, %t", sent, ok)
	}
}

func TestJSONSizeIsThatOfWhatWasSent(t *testing.T) {
	value := structpb.NewStringValue(strings.Repeat("<", 98)) // 100 bytes with its quotes
	var v errs.Violations
	if JSON(&v, "attributes", value, 100); v.Err() != nil {
		t.Errorf("100 bytes: %v", v.Err())
	}
	if JSON(&v, "attributes", value, 99); v.Err() == nil {
		t.Error("100 bytes pass a limit of 99")
	}
}

func TestNoNUL(t *testing.T) {
	list, err := structpb.NewValue(map[string]any{"a": []any{"x\x00"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []proto.Message{wrapperspb.String("a\x00b"), list} {
		var v errs.Violations
		if NoNUL(&v, m); v.Err() == nil {
			t.Errorf("%v is taken", m)
		}
	}
	var v errs.Violations
	if NoNUL(&v, wrapperspb.String("ab")); v.Err() != nil {
		t.Error(v.Err())
	}
}
