package protoconv

import (
	"bytes"
	"encoding/json"
	"fmt"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// JSON reads a document of at most maxBytes; 0 stands for any size. A field that was not sent, or holds null, is nil. The size
// is that of what was sent, without white space: PostgreSQL spaces a document anew.
func JSON(v *errs.Violations, field string, value *structpb.Value, maxBytes int) json.RawMessage {
	if _, null := value.GetKind().(*structpb.Value_NullValue); null || value == nil {
		return nil
	}
	var document bytes.Buffer
	encoder := json.NewEncoder(&document)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value.AsInterface()); err != nil {
		v.Add(field, "must be a JSON document")
		return nil
	}
	data := bytes.TrimSpace(document.Bytes())
	if maxBytes > 0 && len(data) > maxBytes {
		v.Add(field, fmt.Sprintf("must have at most %d bytes", maxBytes))
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
