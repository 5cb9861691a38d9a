package protoconv

import (
	"bytes"
	"encoding/json"
	"fmt"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// JSON reads a document of at most maxBytes, or of any size if maxBytes is 0. It returns nil for null and for a field that was not
// sent. White space does not count: PostgreSQL does not keep it.
func JSON(v *errs.Violations, field string, value *structpb.Value, maxBytes int) json.RawMessage {
	if _, null := value.GetKind().(*structpb.Value_NullValue); null || value == nil {
		return nil
	}
	var document bytes.Buffer
	encoder := json.NewEncoder(&document)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value.AsInterface()); err != nil {
		v.Add(field, "must be a JSON value")
		return nil
	}
	data := bytes.TrimSpace(document.Bytes())
	if maxBytes > 0 && len(data) > maxBytes {
		v.Add(field, fmt.Sprintf("must have at most %d bytes", maxBytes))
	}
	return data
}

// FromJSON is the reverse of JSON. It ignores errors: the database stores valid documents only.
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
