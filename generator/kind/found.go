package kind

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/pattern"
)

// FindSamples finds the samples of a text with a pattern or a format. Without it they are found too, but anew each time. It returns
// why there are none, and what to do about it; "" if there are some.
func (s *Shape) FindSamples() (problem, hint string) {
	if s.Pattern == "" && s.Format == "" {
		return "", ""
	}
	texts, complete := s.findTexts()
	if s.found = texts; len(texts) > 0 {
		return "", ""
	}
	problem = s.noText()
	if !complete {
		problem += ", as far as svcgen can see"
	}
	switch {
	case s.Pattern == "":
		return problem, "change len"
	case s.Format != "":
		return problem, "leave out " + string(s.Format) + ": then the pattern alone decides"
	case !complete:
		return problem, "use a simpler pattern"
	case s.Required && s.MinLen == nil && s.matches(""):
		return problem, "a required text is never empty: add optional, or change the pattern"
	case s.MinLen != nil || s.MaxLen != nil:
		return problem, "change len or the pattern"
	}
	return problem, "change the pattern"
}

// noText says that no text keeps the rules: no URI of at most 9 characters matches ^https.
func (s *Shape) noText() string {
	text := "no text"
	if s.Format != "" {
		_, form, _ := strings.Cut(formatOf(s.Format).text, " ")
		text = "no " + form
	}
	if least, most := s.lengths(); s.MinLen != nil || s.MaxLen != nil || s.matches("") {
		text += strings.Replace(lengthText(least, most), "must have", " of", 1)
	}
	if s.Pattern == "" {
		return strings.Replace(text, " of ", " has ", 1)
	}
	pattern := s.Pattern
	if strings.ContainsFunc(pattern, func(c rune) bool { return !unicode.IsPrint(c) }) {
		pattern = strconv.Quote(pattern)
	}
	return text + " matches " + pattern
}

// matches reports whether the field's pattern matches a text; every text does if there is none.
func (s *Shape) matches(text string) bool {
	ok, err := regexp.MatchString(s.Pattern, text)
	return ok && err == nil
}

// findTexts finds up to Samples texts that keep all rules of the field. It takes an empty one only if there is no other. complete
// reports whether the search came to its end.
func (s *Shape) findTexts() (texts []string, complete bool) {
	least, most := s.lengths()
	var f format
	patterns := []string{""}
	if s.Format != "" {
		f = formatOf(s.Format)
		patterns, most = f.patterns, min(most, f.longest)
	}
	for _, sample := range f.samples {
		if texts := counted(sample); !slices.ContainsFunc(texts, func(text string) bool {
			n := utf8.RuneCountInString(text)
			return n < least || n > most || !s.matches(text)
		}) {
			return texts, true
		}
	}
	for _, form := range patterns {
		both := slices.DeleteFunc([]string{form, s.Pattern}, func(p string) bool { return p == "" })
		found, ended := pattern.Texts(both, max(least, 1), most, Samples)
		if complete = ended; len(found) > len(texts) {
			texts = found
		}
		if len(texts) >= Fixtures {
			return texts, complete
		}
	}
	if len(texts) == 0 && least == 0 && s.Format == "" && s.matches("") {
		texts = []string{""}
	}
	return texts, complete
}

// counted returns texts that count in a format: user1@example.com, user2@example.com …
func counted(format string) []string {
	texts := make([]string, Samples)
	for i := range texts {
		texts[i] = fmt.Sprintf(format, i+1)
	}
	return texts
}
