package protoconv

import (
	"math"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestDuration(t *testing.T) {
	for _, tt := range []struct {
		sent    *durationpb.Duration
		want    time.Duration
		refused bool
	}{
		{nil, 0, false},
		{durationpb.New(90 * time.Minute), 90 * time.Minute, false},
		{durationpb.New(-1500 * time.Nanosecond), -time.Microsecond, false},
		{&durationpb.Duration{Seconds: math.MaxInt64 / int64(time.Second)}, time.Duration(math.MaxInt64).Truncate(time.Second), false},
		{&durationpb.Duration{Seconds: math.MaxInt64/int64(time.Second) + 1}, 0, true},
		{&durationpb.Duration{Seconds: math.MinInt64/int64(time.Second) - 1}, 0, true},
		{&durationpb.Duration{Seconds: 1, Nanos: -1}, 0, true},
	} {
		var v errs.Violations
		got := Duration(&v, "length", tt.sent)
		if refused := v.Err() != nil; got != tt.want || refused != tt.refused {
			t.Errorf("%v: got %v, %v; want %v", tt.sent, got, v.Err(), tt.want)
		}
	}
}

func TestRequiredDuration(t *testing.T) {
	var v errs.Violations
	if got := RequiredDuration(&v, "length", durationpb.New(0)); got != 0 || v.Err() != nil {
		t.Errorf("got %v, %v; want 0", got, v.Err())
	}
	if RequiredDuration(&v, "length", nil); v.Err() == nil {
		t.Error("a required duration that was not sent is taken")
	}
}

func TestOptionalDuration(t *testing.T) {
	var v errs.Violations
	if got := OptionalDuration(&v, "length", nil); got != nil || FromOptionalDuration(nil) != nil {
		t.Errorf("got %v, want nil both ways", got)
	}
	got := OptionalDuration(&v, "length", durationpb.New(time.Second))
	if got == nil || *got != time.Second || v.Err() != nil {
		t.Errorf("got %v, %v; want 1s", got, v.Err())
	}
	if back := FromOptionalDuration(got); back.AsDuration() != time.Second {
		t.Errorf("got %v back, want 1s", back)
	}
}
