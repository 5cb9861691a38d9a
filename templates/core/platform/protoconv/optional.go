package protoconv

// Optional converts the value of an optional field. It returns nil for nil.
func Optional[In, Out any](value *In, convert func(In) Out) *Out {
	if value == nil {
		return nil
	}
	out := convert(*value)
	return &out
}
