package restjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/structpb"
)

// NewWithDocuments returns a Marshaler for an API with fields that take any JSON.
func NewWithDocuments() *Marshaler {
	m := New()
	m.checker.document = checkDocument
	m.encoder.types.Store(reflect.TypeFor[*structpb.Value](), appendFunc(appendDocument))
	return m
}

// checkDocument returns the first part of a JSON value that its field does not keep as it is, or nil.
func checkDocument(field protoreflect.FieldDescriptor, value []byte, path string) *Error {
	if field.Message() == nil || field.Message().ParentFile().Path() != "google/protobuf/struct.proto" {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	problem := checkNext(decoder, 0)
	if problem != nil {
		problem.Path = path + problem.Path
	}
	return problem
}

// checkNext checks the next value of a decoder, which is depth levels deep. The path of an error begins at this value.
func checkNext(decoder *json.Decoder, depth int) *Error {
	token, err := decoder.Token()
	if err != nil {
		return nil // cannot happen: check has parsed the body
	}
	number, isNumber := token.(json.Number)
	switch {
	case isNumber && !exact(string(number)):
		return &Error{"", "must be a number that a 64-bit floating point number holds exactly, or a string"}
	case token != json.Delim('[') && token != json.Delim('{'):
		return nil
	case depth == maxDepth:
		return &Error{"", fmt.Sprintf("must be at most %d levels deep", maxDepth)}
	}
	object, seen := token == json.Delim('{'), map[string]bool{}
	for i := 0; decoder.More(); i++ {
		key := ""
		if object {
			name, _ := decoder.Token()
			if key, _ = name.(string); seen[key] {
				return &Error{"." + key, "is there twice"}
			}
			seen[key] = true
		}
		problem := checkNext(decoder, depth+1)
		switch {
		case problem != nil && object:
			problem.Path = "." + key + problem.Path
			return problem
		case problem != nil:
			problem.Path = fmt.Sprintf("[%d]%s", i, problem.Path)
			return problem
		}
	}
	_, _ = decoder.Token() // the closing bracket
	return nil
}

// exact reports whether a number is the same after float64 has held it. The last of up to 17 digits of a fraction may be what a program
// that has the number in binary prints.
func exact(number string) bool {
	const digitsOfFloat = 17
	f, err := strconv.ParseFloat(number, 64)
	digits, power := significant(number)
	same := func(precision int) bool {
		d, p := significant(strconv.FormatFloat(f, 'e', precision, 64))
		return d == digits && p == power
	}
	fraction := power < len(digits) && len(digits) <= digitsOfFloat
	return err == nil && (digits == "" || same(-1) || fraction && same(len(digits)-1))
}

// significant returns the digits of a number without zeros at both ends, and the power of ten of the point before them: 120 is 0.12 times
// ten to the power of 3.
func significant(number string) (digits string, power int) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(strings.TrimPrefix(number, "-")), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits = strings.TrimLeft(whole+fraction, "0")
	power, _ = strconv.Atoi(exponent) // 0 if there is none
	return strings.TrimRight(digits, "0"), power + len(digits) - len(fraction)
}
