package pattern

import (
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"
)

// FuzzTexts holds that found texts match, and that there is none if none was found: not even a short one of few characters.
func FuzzTexts(f *testing.F) {
	for _, pattern := range []string{"^a+b?$", `\ba\B`, "(?m)^b$", "a{2,3}|0-", `^(?:ab|-0)*$`, "[^ab]", `\A-\z`, "(?i)B", "b^a", ".", "\x00", "$^", "(|a)*"} {
		f.Add(pattern, uint8(0), uint8(3))
	}
	f.Fuzz(func(t *testing.T, pattern string, least, more uint8) {
		compiled, err := regexp.Compile(pattern)
		if err != nil || len(pattern) > 40 || least > 3 || more > 3 || regexp.MustCompile(`\d{3}`).MatchString(pattern) {
			t.Skip()
		}
		shortest, longest := int(least), int(least+more)
		texts, complete := Texts([]string{pattern}, shortest, longest, 5)
		for i, text := range texts {
			if n := utf8.RuneCountInString(text); !compiled.MatchString(text) || n < shortest || n > longest || slices.Contains(texts[:i], text) {
				t.Errorf("%q is wrong for %q", text, pattern)
			}
		}
		if len(texts) > 0 || !complete {
			return
		}
		for n := range 4*4*4*4 + 1 {
			text := ""
			for ; n > 0; n /= 4 {
				text += string("ab0-"[n%4])
			}
			if shortest <= len(text) && len(text) <= longest && compiled.MatchString(text) {
				t.Fatalf("%q matches %q, which was not found", text, pattern)
			}
		}
	})
}
