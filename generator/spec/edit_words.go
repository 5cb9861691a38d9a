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
	var words []string
	for _, k := range fieldKeys {
		switch {
		case k.name == eventKey: // no field of a resource has it
		case k.form == valued:
			words = append(words, k.name+"=")
		default:
			words = append(words, k.name)
		}
	}
	return words
}
