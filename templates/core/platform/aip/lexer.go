package aip

import "strings"

const (
	space    = " \t\r\n"
	wordEnd  = space + `()=!<>:"'` // ends a name, or a word to search for
	valueEnd = space + `()=<>"'`   // ends a value without quotes
)

func (f *filter) rest() string { return f.text[f.pos:] }

func (f *filter) skipSpace() {
	f.pos = len(f.text) - len(strings.TrimLeft(f.rest(), space))
}

func (f *filter) accept(token string) bool {
	ok := strings.HasPrefix(f.rest(), token)
	if ok {
		f.pos += len(token)
	}
	return ok
}

// keyword accepts AND, OR or NOT if it is a word of its own, and the space after it.
func (f *filter) keyword(word string) bool {
	rest, ok := strings.CutPrefix(f.rest(), word)
	if !ok || rest != "" && strings.IndexAny(rest, space+"(") != 0 {
		return false
	}
	f.pos += len(word)
	f.skipSpace()
	return true
}

// operator accepts a comparison. It returns 0 if there is none.
func (f *filter) operator() Op {
	f.skipSpace()
	for _, op := range []Op{NotEqual, LessEqual, GreaterEqual, Equal, Less, Greater, Has} {
		if f.accept(op.String()) {
			return op
		}
	}
	return 0
}

// literal reads a quoted text, or a word that ends before the first of the bytes in end. prefix reports whether the text ended in a
// *, which is cut off. Within quotes, \* is a star and not the end of a prefix.
func (f *filter) literal(end string) (text string, prefix bool, err error) {
	start := f.pos
	if !f.accept(`"`) && !f.accept(`'`) {
		word := f.rest()
		if i := strings.IndexAny(word, end); i >= 0 {
			word = word[:i]
		}
		if word == "" {
			return "", false, f.failure(start, "a name or a value is missing")
		}
		f.pos += len(word)
		text, prefix = strings.CutSuffix(word, "*")
		return text, prefix, nil
	}
	quote := f.text[start]
	var b strings.Builder
	for ; f.pos < len(f.text); f.pos++ {
		c := f.text[f.pos]
		if c == quote {
			f.pos++
			text = b.String()
			if prefix {
				text = strings.TrimSuffix(text, "*")
			}
			return text, prefix, nil
		}
		prefix = c == '*'
		if c == '\\' && f.pos+1 < len(f.text) {
			f.pos++
			c = f.text[f.pos]
		}
		b.WriteByte(c)
	}
	return "", false, f.failure(start, "the closing quote is missing")
}
