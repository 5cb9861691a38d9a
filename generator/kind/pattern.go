package kind

import (
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// patternSamples returns up to n different texts that match an RE2 pattern and have minLen to maxLen characters. It returns
// fewer where it finds fewer. The same arguments always give the same texts.
func patternSamples(pattern string, minLen, maxLen, n int) []string {
	compiled, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	w := patternWriter{rand: rand.New(rand.NewPCG(1, 2))}
	var found []string
	seen := map[string]bool{}
	for attempt := 0; attempt < 4000 && len(found) < n; attempt++ {
		w.repeat = attempt % 40
		w.out.Reset()
		w.write(parsed)
		text := w.out.String()
		length := utf8.RuneCountInString(text)
		if length < minLen && w.open(pattern) {
			text += strings.Repeat("a", minLen-length)
			length = minLen
		}
		if length < minLen || length > maxLen || seen[text] || !compiled.MatchString(text) || strings.ContainsRune(text, 0) {
			continue
		}
		seen[text] = true
		found = append(found, text)
	}
	return found
}

// patternWriter writes one text that a pattern may match: assertions are passed over, the caller checks the whole.
type patternWriter struct {
	rand   *rand.Rand
	repeat int // how often to repeat what may be repeated without end
	out    strings.Builder
}

// open reports whether text may follow a match, so that a text that is too short can be filled up.
func (w *patternWriter) open(pattern string) bool {
	return !strings.HasSuffix(pattern, "$") && !strings.HasSuffix(pattern, `\z`)
}

func (w *patternWriter) write(re *syntax.Regexp) {
	if w.out.Len() > 5000 {
		return
	}
	switch re.Op {
	case syntax.OpLiteral:
		w.out.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		w.out.WriteRune(w.pick(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		w.out.WriteRune(rune('a' + w.rand.IntN(26)))
	case syntax.OpStar:
		w.times(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		w.times(re.Sub[0], 1, -1)
	case syntax.OpQuest:
		w.times(re.Sub[0], 0, 1)
	case syntax.OpRepeat:
		w.times(re.Sub[0], re.Min, re.Max)
	case syntax.OpAlternate:
		w.write(re.Sub[w.rand.IntN(len(re.Sub))])
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			w.write(sub)
		}
	}
}

func (w *patternWriter) times(re *syntax.Regexp, least, most int) {
	n := least + w.rand.IntN(w.repeat+1)
	if most >= 0 && n > most {
		n = most
	}
	for range n {
		w.write(re)
	}
}

// pick takes a character of a class, a letter or digit of ASCII where the class has one.
func (w *patternWriter) pick(class []rune) rune {
	var plain []rune
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" {
		for i := 0; i+1 < len(class); i += 2 {
			if class[i] <= c && c <= class[i+1] {
				plain = append(plain, c)
			}
		}
	}
	if len(plain) > 0 {
		return plain[w.rand.IntN(len(plain))]
	}
	if len(class) == 0 {
		return 'a'
	}
	return class[0]
}
