package protoconv_test

import (
	"errors"
	"maps"
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

func TestEnum(t *testing.T) {
	shop := protoconv.NewEnum(map[descriptorpb.FeatureSet_EnumType]string{open: "is open", closed: "is closed"})
	if got := shop.ToProto("is closed"); got != closed {
		t.Errorf("got %v", got)
	}
	if got := shop.ToProto("is new"); got != unknown {
		t.Errorf("got %v", got)
	}
	if got := shop.Names(); !maps.Equal(got, map[string]string{"OPEN": "is open", "CLOSED": "is closed"}) {
		t.Errorf("got %v", got)
	}
	var v errs.Violations
	if got := shop.Parse(&v, "status", open); got != "is open" {
		t.Errorf("got %q", got)
	}
	if got := shop.ParseOptional(&v, "before", nil); got != nil {
		t.Errorf("got %q, want nil", *got)
	}
	if got := shop.ParseList(&v, "days", []descriptorpb.FeatureSet_EnumType{open, closed}); !slices.Equal(got, []string{"is open", "is closed"}) {
		t.Errorf("got %q", got)
	}
	if err := v.Err(); err != nil {
		t.Errorf("declared values: %v", err)
	}
	shop.Parse(&v, "status", unknown)
	shop.ParseOptional(&v, "before", new(descriptorpb.FeatureSet_EnumType(7)))
	shop.ParseList(&v, "days", []descriptorpb.FeatureSet_EnumType{open, unknown})
	want := []errs.Violation{
		{Field: "status", Description: "must be one of OPEN, CLOSED"},
		{Field: "before", Description: "must be one of OPEN, CLOSED"},
		{Field: "days[1]", Description: "must be one of OPEN, CLOSED"},
	}
	if err, ok := errors.AsType[*errs.Error](v.Err()); !ok || !slices.Equal(err.Violations, want) {
		t.Errorf("got %+v, want %+v", v.Err(), want)
	}
}

func TestShortEnum(t *testing.T) {
	shop := protoconv.NewShortEnum(map[descriptorpb.FeatureSet_EnumType]string{closed: "closed", open: "open"})
	if got := shop.ToProto("closed"); got != closed {
		t.Errorf("got %v", got)
	}
	var v errs.Violations
	if got := shop.Parse(&v, "status", open); got != "open" {
		t.Errorf("got %q", got)
	}
	shop.Parse(&v, "status", unknown)
	want := []errs.Violation{{Field: "status", Description: "must be one of open, closed"}}
	if err, ok := errors.AsType[*errs.Error](v.Err()); !ok || !slices.Equal(err.Violations, want) {
		t.Errorf("got %+v, want %+v", v.Err(), want)
	}
}
