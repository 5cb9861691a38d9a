package plan

import (
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/generator/textmerge"
)

// mergeWords merges as mergeText does, but word by word: a name that has changed in a line does not conflict with an edit of
// the next line. It is for texts whose versions differ in names only. ok is false if both sides changed the same words.
func mergeWords(base, yours, next []byte) (text []byte, ok bool) {
	m := textmerge.Texts(wordLines(base), wordLines(yours), wordLines(next))
	if len(m.Hunks) > 0 {
		return nil, false
	}
	var out strings.Builder
	for line := range strings.SplitSeq(string(m.Text), "\n") {
		if line == lineEnd {
			line = "\n"
		}
		out.WriteString(line)
	}
	return []byte(out.String()), true
}

// lineEnd stands for the end of a line in a text that has each word on a line of its own. No text contains it.
const lineEnd = "\x00"

// wordLines puts each word of a text, and each character between words, on a line of its own.
func wordLines(text []byte) []byte {
	var out strings.Builder
	inWord := false
	for _, c := range string(text) {
		word := unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_'
		if out.Len() > 0 && (!word || !inWord) {
			out.WriteByte('\n')
		}
		inWord = word
		if c == '\n' {
			out.WriteString(lineEnd)
		} else {
			out.WriteRune(c)
		}
	}
	out.WriteByte('\n')
	return []byte(out.String())
}
