package render

import "bytes"

// selectors calls visit for every selector x.y of a Go file outside of comments and literals, in order. x is empty if the operand is
// not an identifier, or is a selector itself. It reads bytes instead of tokens because every generated file is scanned on every run,
// and tokenizing takes about as long as rendering.
func selectors(src []byte, visit func(x, y []byte)) {
	for i := 0; i < len(src); {
		switch src[i] {
		case '/':
			i = skipComment(src, i)
		case '"', '\'':
			i = skipQuoted(src, i)
		case '`':
			i = skipPast(src, i+1, "`")
		case '.':
			if bytes.HasPrefix(src[i:], []byte("...")) {
				i += len("...")
				continue
			}
			if y := identifierAt(src[i+1:]); len(y) > 0 {
				visit(operand(src[:i]), y)
			}
			i++
		default:
			i++
		}
	}
}

// skipComment returns the end of the comment that begins at i, or i+1 if there is none.
func skipComment(src []byte, i int) int {
	switch {
	case bytes.HasPrefix(src[i:], []byte("//")):
		return skipPast(src, i, "\n")
	case bytes.HasPrefix(src[i:], []byte("/*")):
		return skipPast(src, i+2, "*/")
	}
	return i + 1
}

// skipQuoted returns the end of the string or rune literal that begins at i.
func skipQuoted(src []byte, i int) int {
	quote := src[i]
	for i++; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return len(src)
}

// skipPast returns the end of the first end at or after i.
func skipPast(src []byte, i int, end string) int {
	at := bytes.Index(src[i:], []byte(end))
	if at < 0 {
		return len(src)
	}
	return i + at + len(end)
}

// identifierAt returns the identifier at the start of a text. It skips blanks, because chains of calls have line breaks after dots.
func identifierAt(text []byte) []byte {
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t' || text[0] == '\n') {
		text = text[1:]
	}
	end := 0
	for end < len(text) && inIdentifier(text[end]) {
		end++
	}
	if end == 0 || isDigit(text[0]) {
		return nil
	}
	return text[:end]
}

// operand returns the identifier at the end of a text, unless a dot precedes it.
func operand(text []byte) []byte {
	start := len(text)
	for start > 0 && inIdentifier(text[start-1]) {
		start--
	}
	if start == len(text) || isDigit(text[start]) {
		return nil
	}
	before := bytes.TrimRight(text[max(0, start-100):start], " \t\n")
	if bytes.HasSuffix(before, []byte(".")) && !bytes.HasSuffix(before, []byte("...")) {
		return nil
	}
	return text[start:]
}

func inIdentifier(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_' || isDigit(b) || b >= 0x80
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
