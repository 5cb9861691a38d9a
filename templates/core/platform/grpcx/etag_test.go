package grpcx_test

import (
	"testing"

	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

func TestVersion(t *testing.T) {
	for _, test := range []struct {
		etag, ifMatch string
		want          int64
		kind          errs.Kind
	}{
		{"", "", 0, 0},
		{"7", "", 7, 0},
		{"", `"7"`, 7, 0},
		{"", `W/"7"`, 7, 0},
		{"", "*", 0, 0},
		{"*", "", 0, 0},
		{`W/"7"`, "", 7, 0},
		{"7", `"7"`, 7, 0},
		{"7", "*", 7, 0},
		{"8", `"7"`, 0, errs.KindStale},
		{"7", `"8"`, 0, errs.KindStale},
		{"x", "", 0, errs.KindInvalid},
		{"", `"7", "8"`, 8, 0},
		{"", `"8",W/"7"`, 8, 0},
		{"", `"x", "8"`, 8, 0},
		{"", `"x"`, 0, errs.KindStale},
	} {
		ctx := t.Context()
		if test.ifMatch != "" {
			ctx = metadata.NewIncomingContext(ctx, metadata.Pairs(grpcx.IfMatchKey, test.ifMatch))
		}
		got, err := grpcx.Version(ctx, test.etag)
		if got != test.want || errs.KindOf(err) != test.kind {
			t.Errorf("etag %q, If-Match %q: got %d, %v", test.etag, test.ifMatch, got, err)
		}
	}
}
