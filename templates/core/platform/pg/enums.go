package pg

// Texts converts the values of an enum to strings.
func Texts[Enum ~string](values []Enum) []string {
	return convert[string](values)
}

// Enums converts strings to the values of an enum.
func Enums[Enum ~string](texts []string) []Enum {
	return convert[Enum](texts)
}

func convert[Out, In ~string](list []In) []Out {
	if list == nil {
		return nil
	}
	out := make([]Out, len(list))
	for i, value := range list {
		out[i] = Out(value)
	}
	return out
}
