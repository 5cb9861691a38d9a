package kind

// refKind is a reference to a resource: its id, a UUID with a foreign key. A test makes what a reference refers to, so it has no
// series.
func refKind() Kind {
	k := uuidKind()
	k.ProtoDoc, k.InSeries = nil, nil
	return k
}
