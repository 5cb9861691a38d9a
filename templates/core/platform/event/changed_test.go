package event

import (
	"testing"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/proto"
)

func TestWithout(t *testing.T) {
	got := Without(&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{
		{Field: "a", Description: "secret", Reason: "R"}, {Field: "b", Description: "secret"},
	}}, "field_violations.description", "no_field", "field_violations.no_field.reason")
	want := &errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "a", Reason: "R"}, {Field: "b"}}}
	if !proto.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Without(got, "field_violations"); len(got.GetFieldViolations()) > 0 {
		t.Errorf("got %v, want nothing", got)
	}
}
