package restjson

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// appendScalar appends a value that is neither a message nor of an enum.
func appendScalar(out []byte, kind protoreflect.Kind, value reflect.Value) ([]byte, error) {
	switch kind {
	case protoreflect.StringKind:
		return appendString(out, value.String())
	case protoreflect.BytesKind:
		out = append(base64.StdEncoding.AppendEncode(append(out, '"'), value.Bytes()), '"')
	case protoreflect.BoolKind:
		out = strconv.AppendBool(out, value.Bool())
	case protoreflect.FloatKind:
		out = appendFloat(out, value.Float(), 32)
	case protoreflect.DoubleKind:
		out = appendFloat(out, value.Float(), 64)
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		out = strconv.AppendUint(out, value.Uint(), 10)
	case protoreflect.Uint64Kind, protoreflect.Fixed64Kind: // in quotes: a number of JavaScript has 53 bits
		out = append(strconv.AppendUint(append(out, '"'), value.Uint(), 10), '"')
	case protoreflect.Int64Kind, protoreflect.Sint64Kind, protoreflect.Sfixed64Kind:
		out = append(strconv.AppendInt(append(out, '"'), value.Int(), 10), '"')
	default:
		out = strconv.AppendInt(out, value.Int(), 10)
	}
	return out, nil
}

// appendString appends a text in quotes.
func appendString(out []byte, text string) ([]byte, error) {
	if !utf8.ValidString(text) {
		return out, errors.New("a text is not UTF-8")
	}
	out = append(out, '"')
	start := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		out = append(out, text[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\n':
			out = append(out, `\n`...)
		default:
			out = fmt.Appendf(out, `\u%04x`, c)
		}
	}
	return append(append(out, text[start:]...), '"'), nil
}

// protoEnum returns the function for the values of an enum: it appends the name in protobuf, or the number of a value without name.
func protoEnum(enum protoreflect.EnumDescriptor) appendFunc {
	return enumFunc(enum, func(value protoreflect.EnumValueDescriptor) string { return string(value.Name()) })
}

func enumFunc(enum protoreflect.EnumDescriptor, name func(protoreflect.EnumValueDescriptor) string) appendFunc {
	texts := map[protoreflect.EnumNumber]string{}
	for i := enum.Values().Len() - 1; i >= 0; i-- { // the first name of a number counts
		value := enum.Values().Get(i)
		texts[value.Number()] = strconv.Quote(name(value))
	}
	if enum.FullName() == "google.protobuf.NullValue" {
		texts[0] = "null"
	}
	return func(out []byte, value reflect.Value) ([]byte, error) {
		if text, ok := texts[protoreflect.EnumNumber(value.Int())]; ok { // #nosec G115 -- the value is an int32
			return append(out, text...), nil
		}
		return strconv.AppendInt(out, value.Int(), 10), nil
	}
}

// appendFloat appends a number. Without exponent it is easier to read, unless it has many zeros.
func appendFloat(out []byte, f float64, bits int) []byte {
	format := byte('f')
	switch abs := math.Abs(f); {
	case math.IsNaN(f):
		return append(out, `"NaN"`...)
	case math.IsInf(f, 1):
		return append(out, `"Infinity"`...)
	case math.IsInf(f, -1):
		return append(out, `"-Infinity"`...)
	case abs >= 1e21 || abs < 1e-6 && abs > 0:
		format = 'e'
	}
	return strconv.AppendFloat(out, f, format, -1, bits)
}

// appendTimestamp appends a time in UTC with 0, 3, 6 or 9 digits after the second.
func appendTimestamp(out []byte, ptr reflect.Value) ([]byte, error) {
	ts, _ := reflect.TypeAssert[*timestamppb.Timestamp](ptr)
	if err := ts.CheckValid(); err != nil {
		return out, err
	}
	out = time.Unix(ts.GetSeconds(), 0).UTC().AppendFormat(append(out, '"'), time.RFC3339)
	if nanos := ts.GetNanos(); nanos != 0 {
		digits, fraction := 9, int64(nanos)
		for fraction%1000 == 0 {
			digits, fraction = digits-3, fraction/1000
		}
		power := int64(math.Pow10(digits))
		out = strconv.AppendInt(out[:len(out)-1], power+fraction, 10) // 1 and the digits
		out[len(out)-1-digits] = '.'
		out = append(out, 'Z')
	}
	return append(out, '"'), nil
}
