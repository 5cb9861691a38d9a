package spec

// FieldWords are the completions for a field on the command line, NAME:TYPE[:FLAG…], after a number of colons: types after the
// name, then flags and keys, with a = if they need a value.
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
