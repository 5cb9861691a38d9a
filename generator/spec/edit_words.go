package spec

// FieldWords are the words that can go on the word of a field as the command line has it, NAME:TYPE[:FLAG…]: types behind the
// name, then flags and keys, a = behind those that need a value.
func FieldWords(colons int) []string {
	switch colons {
	case 0:
		return nil
	case 1:
		words := make([]string, len(types))
		for i, t := range types {
			words[i] = string(t.typ)
			if t.params != nil {
				words[i] += t.params.open
			}
		}
		return words
	}
	words := make([]string, len(fieldKeys))
	for i, k := range fieldKeys {
		words[i] = k.name
		if k.form == valued {
			words[i] += "="
		}
	}
	return words
}
