package render

// selectors calls visit for every selector x.y of a Go file, in order. x is empty if the operand is not an identifier, or is a selector
// itself.
func selectors(src []byte, visit func(x, y []byte)) {
	t := tokens{src: src}
	var last byte      // kind of the token before this one
	var operand []byte // the token before this one, or before the dot, if that is a name that is not selected from something
	for kind := t.next(); kind != tokenEnd; kind = t.next() {
		switch {
		case kind == tokenName && last == '.':
			visit(operand, t.text)
			operand = nil
		case kind == tokenName:
			operand = t.text
		case kind != '.':
			operand = nil
		}
		last = kind
	}
}
