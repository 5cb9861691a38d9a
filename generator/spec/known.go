package spec

// Known reports whether t is a type of the language.
func (t Type) Known() bool { return t.info().typ != "" }
