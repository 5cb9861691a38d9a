package protoconv_test

import (
	"slices"
	"testing"

	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// TestCopies holds that a copy has what the message holds, and nothing in common with it.
func TestCopies(t *testing.T) {
	t.Parallel()
	texts := []*wrapperspb.StringValue{wrapperspb.String("a"), wrapperspb.String(""), wrapperspb.String("c")}
	copies, err := protoconv.Copies[anypb.Any](texts)
	if err != nil {
		t.Fatal(err)
	}
	var urls []string
	for _, c := range copies {
		urls = append(urls, c.GetTypeUrl())
	}
	if !slices.Equal(urls, []string{"a", "", "c"}) {
		t.Errorf("got %q", urls)
	}
	if none, err := protoconv.Copies[anypb.Any]([]*wrapperspb.StringValue{}); err != nil || len(none) != 0 {
		t.Errorf("of none: %v, %v", none, err)
	}
}

// TestCopiesOfAnotherShape holds that messages that do not fit are an error.
func TestCopiesOfAnotherShape(t *testing.T) {
	t.Parallel()
	if got, err := protoconv.Copies[anypb.Any]([]*wrapperspb.BytesValue{wrapperspb.Bytes([]byte{0xff})}); err == nil {
		t.Errorf("got %v", got)
	}
}
