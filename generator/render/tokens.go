package render

import "bytes"

// tokens reads the tokens of a Go file. It takes a fraction of the time of go/scanner, which counts because platform and every generated
// file are read in every run: it copies nothing, does not know keywords, and takes each byte of an operator for a token.
type tokens struct {
	src  []byte
	at   int
	kind byte   // of the last token: its only byte, or one of those below
	text []byte // of the last token, if that is a name
}

const (
	tokenEnd      = byte(0)
	tokenName     = byte('a') // an identifier or a keyword
	tokenLiteral  = byte('0') // a number, a string or a rune
	tokenEllipsis = byte('~' + 1)
)

// next goes to the next token and returns its kind. As in Go, a line that ends with an operand or a closing bracket ends with a semicolon.
func (t *tokens) next() byte {
	for t.at < len(t.src) {
		b, rest := t.src[t.at], t.src[t.at:]
		switch {
		case b == '\n' && endsStatement(t.kind):
			return t.end(';', 1)
		case b == '\n', b == ' ', b == '\t', b == '\r':
			t.at++
		case bytes.HasPrefix(rest, []byte("//")):
			t.at += lengthTo(rest, "\n")
		case bytes.HasPrefix(rest, []byte("/*")):
			t.at += lengthPast(rest, len("/*"), "*/")
		case b == '"', b == '\'':
			return t.end(tokenLiteral, quotedLength(rest))
		case b == '`':
			return t.end(tokenLiteral, lengthPast(rest, len("`"), "`"))
		case isDigit(b), b == '.' && len(rest) > 1 && isDigit(rest[1]):
			return t.end(tokenLiteral, numberLength(rest))
		case inName(b):
			t.text = rest[:nameLength(rest)]
			return t.end(tokenName, len(t.text))
		case bytes.HasPrefix(rest, []byte("...")):
			return t.end(tokenEllipsis, len("..."))
		default:
			return t.end(b, 1)
		}
	}
	return t.end(tokenEnd, 0)
}

// end sets the kind of the token that begins here, and goes to its end.
func (t *tokens) end(kind byte, length int) byte {
	t.kind = kind
	t.at += length
	return kind
}

// endsStatement reports whether a statement may end with a token of the kind.
func endsStatement(kind byte) bool {
	switch kind {
	case tokenName, tokenLiteral, ')', ']', '}':
		return true
	}
	return false
}

// quotedLength returns the length of the string or rune literal at the start of a text.
func quotedLength(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i + 1
		}
	}
	return len(text)
}

// lengthPast returns the length of a text up to the end of the first end at or after from.
func lengthPast(text []byte, from int, end string) int {
	if at := bytes.Index(text[from:], []byte(end)); at >= 0 {
		return from + at + len(end)
	}
	return len(text)
}

// lengthTo returns the length of a text before the first end.
func lengthTo(text []byte, end string) int {
	if at := bytes.Index(text, []byte(end)); at >= 0 {
		return at
	}
	return len(text)
}

// numberLength returns the length of the number at the start of a text. The sign of an exponent and what follows are tokens of their own.
func numberLength(text []byte) int {
	n := 0
	for n < len(text) && (inName(text[n]) || text[n] == '.') {
		n++
	}
	return n
}

func nameLength(text []byte) int {
	n := 0
	for n < len(text) && inName(text[n]) {
		n++
	}
	return n
}

func inName(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_' || isDigit(b) || b >= 0x80
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
