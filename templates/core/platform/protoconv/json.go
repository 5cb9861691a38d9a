package protoconv

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// maxDepth limits how deep the values of a document are nested: many readers of JSON have such a limit. Package restjson has the same.
const maxDepth = 100

// JSON reads a document of at most maxBytes, or of any size if maxBytes is 0. It returns nil for null and for a field that was not
// sent. White space does not count: PostgreSQL does not keep it.
func JSON(v *errs.Violations, field string, value *structpb.Value, maxBytes int) json.RawMessage {
	if _, null := value.GetKind().(*structpb.Value_NullValue); null || value == nil {
		return nil
	}
	if fault := jsonFault(value, 0); fault != "" {
		v.Add(field, fault)
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

// jsonFault describes what JSON, or its readers, cannot take of a value that is depth levels deep; "" if they can take it.
func jsonFault(value *structpb.Value, depth int) (fault string) {
	var inner iter.Seq[*structpb.Value]
	switch kind := value.GetKind().(type) {
	case *structpb.Value_NumberValue:
		if math.IsNaN(kind.NumberValue) || math.IsInf(kind.NumberValue, 0) {
			return "must not hold NaN or infinity, which JSON does not have"
		}
		return ""
	case *structpb.Value_ListValue:
		inner = slices.Values(kind.ListValue.GetValues())
	case *structpb.Value_StructValue:
		inner = maps.Values(kind.StructValue.GetFields())
	default:
		return ""
	}
	if depth == maxDepth {
		return fmt.Sprintf("must be at most %d levels deep", maxDepth)
	}
	for one := range inner {
		if fault = jsonFault(one, depth+1); fault != "" {
			break
		}
	}
	return fault
}
