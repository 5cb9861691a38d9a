package protoconv_test

import (
	"errors"
	"slices"
	"testing"

	"google.golang.org/protobuf/types/descriptorpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// An enum that has a value 0, as those of services do.
const (
	unknown = descriptorpb.FeatureSet_ENUM_TYPE_UNKNOWN
	open    = descriptorpb.FeatureSet_OPEN
	closed  = descriptorpb.FeatureSet_CLOSED
)

func shopFromProto(e descriptorpb.FeatureSet_EnumType) string {
	switch e {
	case open:
		return "is open"
	case closed:
		return "is closed"
	default:
		return ""
	}
}

func TestEnum(t *testing.T) {
	var v errs.Violations
	if got := protoconv.Enum(&v, "status", open, shopFromProto); got != "is open" {
		t.Errorf("got %q", got)
	}
	if got := protoconv.OptionalEnum(&v, "before", nil, shopFromProto); got != nil {
		t.Errorf("got %q, want nil", *got)
	}
	if got := protoconv.EnumList(&v, "days", []descriptorpb.FeatureSet_EnumType{open, closed}, shopFromProto); !slices.Equal(got, []string{"is open", "is closed"}) {
		t.Errorf("got %q", got)
	}
	if err := v.Err(); err != nil {
		t.Errorf("declared values: %v", err)
	}
	protoconv.Enum(&v, "status", unknown, shopFromProto)
	protoconv.OptionalEnum(&v, "before", new(descriptorpb.FeatureSet_EnumType(7)), shopFromProto)
	protoconv.EnumList(&v, "days", []descriptorpb.FeatureSet_EnumType{open, unknown}, shopFromProto)
	want := []errs.Violation{
		{Field: "status", Description: "must be one of OPEN, CLOSED"},
		{Field: "before", Description: "must be one of OPEN, CLOSED"},
		{Field: "days[1]", Description: "must be one of OPEN, CLOSED"},
	}
	if err, ok := errors.AsType[*errs.Error](v.Err()); !ok || !slices.Equal(err.Violations, want) {
		t.Errorf("got %+v, want %+v", v.Err(), want)
	}
}
