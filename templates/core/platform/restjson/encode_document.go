package restjson

import (
	"errors"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"

	"google.golang.org/protobuf/types/known/structpb"
)

// appendDocument appends a value of any JSON.
func appendDocument(out []byte, ptr reflect.Value) ([]byte, error) {
	value, _ := reflect.TypeAssert[*structpb.Value](ptr)
	return appendJSONValue(out, value)
}

func appendJSONValue(out []byte, value *structpb.Value) (_ []byte, err error) {
	switch kind := value.GetKind().(type) {
	case *structpb.Value_NullValue:
		return append(out, "null"...), nil
	case *structpb.Value_BoolValue:
		return strconv.AppendBool(out, kind.BoolValue), nil
	case *structpb.Value_StringValue:
		return appendString(out, kind.StringValue)
	case *structpb.Value_NumberValue:
		if math.IsNaN(kind.NumberValue) || math.IsInf(kind.NumberValue, 0) {
			return out, errors.New("JSON has no infinite numbers and no NaN")
		}
		return appendFloat(out, kind.NumberValue, 64), nil
	case *structpb.Value_ListValue:
		out = append(out, '[')
		for i, one := range kind.ListValue.GetValues() {
			if i > 0 {
				out = append(out, ',')
			}
			if out, err = appendJSONValue(out, one); err != nil {
				return out, err
			}
		}
		return append(out, ']'), nil
	case *structpb.Value_StructValue:
		members := kind.StructValue.GetFields()
		out = append(out, '{')
		keys := slices.AppendSeq(make([]string, 0, 16), maps.Keys(members)) // few, on the stack
		slices.Sort(keys)
		for i, key := range keys {
			if i > 0 {
				out = append(out, ',')
			}
			if out, err = appendString(out, key); err != nil {
				return out, err
			}
			if out, err = appendJSONValue(append(out, ':'), members[key]); err != nil {
				return out, err
			}
		}
		return append(out, '}'), nil
	default:
		return out, errors.New("a JSON value is empty")
	}
}
