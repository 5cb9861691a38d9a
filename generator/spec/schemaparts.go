package spec

import (
	"strings"
)

// closed is a mapping with known keys only.
func closed(properties object, required ...string) object {
	s := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// named is a mapping from names to values.
func named(value object, doc string) object {
	return object{
		"type": "object", "propertyNames": reference("name"),
		"additionalProperties": value, "minProperties": 1, "description": doc,
	}
}

// array is a list of names.
func array(doc string) object {
	return object{"type": "array", "items": reference("name"), "uniqueItems": true, "description": doc}
}

// referring is a reference with a description of its own.
func referring(name, doc string) object {
	r := reference(name)
	r["description"] = doc
	return r
}

// gone is a list of what was taken out on purpose.
func gone(doc string) object {
	name := strings.Trim(namePattern, "^$")
	return object{
		"type": "array", "items": object{"type": "string", "pattern": "^" + name + `(\.` + name + `( -> ` + name + ")?)?$"}, "uniqueItems": true, "description": doc,
	}
}

func reference(name string) object { return object{"$ref": "#/$defs/" + name} }

func describe(doc string) object {
	return object{"type": "string", "maxLength": maxText, "description": doc}
}
