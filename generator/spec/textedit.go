package spec

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TextEdit replaces a part of a spec file: from Line and Col up to, and without, EndLine and EndCol. Both count from 1, columns in
// characters as in Pos. An edit that ends where it starts inserts.
type TextEdit struct {
	Path    string `json:"path"` // of the file
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	EndLine int    `json:"end_line"`
	EndCol  int    `json:"end_col"`
	Text    string `json:"text"` // what is to stand there
}

// Difference returns the smallest edit that makes one text of the other. Both are UTF-8, and their lines end in \n.
func Difference(path, before, after string) TextEdit {
	start := 0
	for start < len(before) && start < len(after) && before[start] == after[start] {
		start++
	}
	for start > 0 && (start < len(before) && !utf8.RuneStart(before[start]) || start < len(after) && !utf8.RuneStart(after[start])) {
		start--
	}
	end, endAfter := len(before), len(after)
	for end > start && endAfter > start && before[end-1] == after[endAfter-1] {
		end, endAfter = end-1, endAfter-1
	}
	for end < len(before) && !utf8.RuneStart(before[end]) {
		end, endAfter = end+1, endAfter+1
	}
	e := TextEdit{Path: path, Text: after[start:endAfter]}
	e.Line, e.Col = lineCol(before, start)
	e.EndLine, e.EndCol = lineCol(before, end)
	return e
}

// guess is the word of a hint that asks whether it was meant.
func (p Problem) guess() (word string, ok bool) {
	word, ok = strings.CutPrefix(p.Hint, `did you mean "`)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(word, `"?`)
}

var quotedWord = regexp.MustCompile(`"([^"]+)"`)

// correction is the edit that puts the guess of a hint in the place of the word that was meant. It is nil if the hint has no guess, or the
// word is not found.
func (s *source) correction(p Problem) *TextEdit {
	guess, ok := p.guess()
	chars := []rune(s.line(p.Line))
	if !ok || p.Col < 1 || p.Col > len(chars) {
		return nil
	}
	best, at := "", 0
	for _, m := range quotedWord.FindAllStringSubmatch(p.Msg, -1) {
		i := indexWord(chars[p.Col-1:], []rune(m[1]))
		if i >= 0 && (best == "" || distance(m[1], guess) < distance(best, guess)) {
			best, at = m[1], p.Col+i
		}
	}
	if best == "" {
		return nil
	}
	return &TextEdit{Path: p.File, Line: p.Line, Col: at, EndLine: p.Line, EndCol: at + utf8.RuneCountInString(best), Text: guess}
}

// indexWord is the index of a whole word, -1 if it is not there.
func indexWord(line, word []rune) int {
	inWord := func(i int) bool {
		return i >= 0 && i < len(line) && (line[i] == '_' || unicode.IsLetter(line[i]) || unicode.IsDigit(line[i]))
	}
	for i := 0; i+len(word) <= len(line); i++ {
		if string(line[i:i+len(word)]) == string(word) && !inWord(i-1) && !inWord(i+len(word)) {
			return i
		}
	}
	return -1
}
