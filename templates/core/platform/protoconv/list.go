package protoconv

// List converts every element of a list.
func List[In, Out any](list []In, convert func(In) Out) []Out {
	out := make([]Out, len(list))
	for i, x := range list {
		out[i] = convert(x)
	}
	return out
}
