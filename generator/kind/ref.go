package kind

// refKind is a reference to a resource: its id, a UUID with a foreign key. A test makes what a reference refers to.
func refKind() Kind {
	k := uuidKind()
	k.ProtoDoc = nil
	return k
}
