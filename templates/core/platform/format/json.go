package format

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// SameJSON reports whether two documents have the same value. PostgreSQL spaces a document anew and orders its members, so bytes do not
// say. An empty document is null.
func SameJSON(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	return read(a, &x) && read(b, &y) && reflect.DeepEqual(x, y)
}

func read(document json.RawMessage, value *any) bool {
	return len(document) == 0 || json.Unmarshal(document, value) == nil
}
