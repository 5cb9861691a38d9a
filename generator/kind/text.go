package kind

// textKind is text of many lines: a string that no filter by its start finds through an index.
func textKind() Kind {
	k := stringKind()
	k.PrefixIndex = false
	return k
}
