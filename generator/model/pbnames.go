package model

// pbField is a field of a message as far as protoc-gen-go's names depend on it.
type pbField struct {
	name     string
	optional bool // proto3 optional: the field stands in a oneof of its own, which takes a name too
}

// pbFieldNames computes the names that protoc-gen-go gives to the fields of a message, declared in this order. It repeats
// protogen's resolution of conflicts with the methods of messages and with the getters of other fields.
func pbFieldNames(fields []pbField) []string {
	used := map[string]bool{
		"Reset": true, "String": true, "ProtoMessage": true, "Marshal": true, "Unmarshal": true,
		"ExtensionRangeArray": true, "ExtensionMap": true, "Descriptor": true,
	}
	unique := func(name string, getter bool) string {
		for used[name] || getter && used["Get"+name] {
			name += "_"
		}
		used[name] = true
		used["Get"+name] = getter
		return name
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = unique(goCamelCase(f.name), true)
		if f.optional {
			unique(goCamelCase("_"+f.name), false)
		}
	}
	return names
}

// goCamelCase is protoc-gen-go's conversion of names, for names without dots: x_1 becomes X_1, order_id OrderId.
func goCamelCase(s string) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '_' && i == 0:
			b = append(b, 'X')
		case c == '_' && i+1 < len(s) && isLower(s[i+1]):
		case isDigit(c):
			b = append(b, c)
		default:
			if isLower(c) {
				c -= 'a' - 'A'
			}
			b = append(b, c)
			for ; i+1 < len(s) && isLower(s[i+1]); i++ {
				b = append(b, s[i+1])
			}
		}
	}
	return string(b)
}
