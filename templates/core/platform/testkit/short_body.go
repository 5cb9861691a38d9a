package testkit

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/templates/core/platform/restjson"
)

// ShortBody is Body for an API whose JSON has short names of enums.
func ShortBody(tb testing.TB, msg proto.Message) Object {
	tb.Helper()
	return object(tb, restjson.ShortNames(msg.ProtoReflect().Descriptor(), encode(tb, msg)))
}
