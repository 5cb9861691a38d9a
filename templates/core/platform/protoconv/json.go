package protoconv

import (
	"encoding/json"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// JSON reads a document. A field that was not sent, or holds null, is nil.
func JSON(v *errs.Violations, field string, value *structpb.Value) json.RawMessage {
	if _, null := value.GetKind().(*structpb.Value_NullValue); null || value == nil {
		return nil
	}
	data, err := json.Marshal(value.AsInterface())
	if err != nil {
		v.Add(field, "must be a JSON document")
		return nil
	}
	return data
}

// FromJSON is the reverse of JSON. A document that cannot be read is nil: the database has checked it before.
func FromJSON(data json.RawMessage) *structpb.Value {
	var value any
	if len(data) == 0 || json.Unmarshal(data, &value) != nil {
		return nil
	}
	out, err := structpb.NewValue(value)
	if err != nil {
		return nil
	}
	return out
}
