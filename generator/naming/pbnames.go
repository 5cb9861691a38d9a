package naming

// PBField holds the properties of a message field that decide its name in protoc-gen-go's code.
type PBField struct {
	Name     string
	Optional bool // proto3 optional: the field is in a synthetic oneof, which needs a name too
}

// PBFieldNames returns the Go names that protoc-gen-go gives to the fields of a message, which are declared in this order. It
// resolves conflicts with methods of messages and with getters of other fields the way protogen does.
func PBFieldNames(fields []PBField) []string {
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
		names[i] = unique(GoCamelCase(f.Name), true)
		if f.Optional {
			unique(GoCamelCase("_"+f.Name), false)
		}
	}
	return names
}

// GoCamelCase converts a name without dots as protoc-gen-go does: x_1 becomes X_1, order_id becomes OrderId.
func GoCamelCase(s string) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '_' && i == 0:
			b = append(b, 'X')
		case c == '_' && i+1 < len(s) && IsLower(s[i+1]):
		case IsDigit(c):
			b = append(b, c)
		default:
			if IsLower(c) {
				c -= 'a' - 'A'
			}
			b = append(b, c)
			for ; i+1 < len(s) && IsLower(s[i+1]); i++ {
				b = append(b, s[i+1])
			}
		}
	}
	return string(b)
}
