package kind

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/spec"
	platform "github.com/svcgen/svcgen/templates/core/platform/format"
)

// broken returns the rules of the generated code that a text breaks.
func broken(s *Shape, text string) string {
	check := map[spec.Format]func(string) bool{spec.Email: platform.Email, spec.URI: platform.URI, spec.Hostname: platform.Hostname, spec.IP: platform.IP}[s.Format]
	least, most := s.lengths()
	if text == "" && !s.Pointer() && !s.Repeated && least == 0 {
		return "" // see textRules
	}
	var rules []string
	if n := utf8.RuneCountInString(text); n < least || n > most {
		rules = append(rules, "len")
	}
	if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(text) {
		rules = append(rules, "pattern")
	}
	if check != nil && !check(text) {
		rules = append(rules, "format")
	}
	if strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
		rules = append(rules, "text") // PostgreSQL
	}
	return strings.Join(rules, ", ")
}

func textOf(format spec.Format, pattern string, least, most int, optional bool) *Shape {
	s := &Shape{Kind: Of(spec.String), Name: "code", Title: "code", Format: format, Pattern: pattern, Optional: optional, Required: !optional}
	if least > 0 {
		s.MinLen = &least
	}
	if most > 0 {
		s.MaxLen = &most
	}
	return s
}

// TestFoundSamples holds that the samples of texts with a pattern or a format keep the rules of the generated code, and differ.
func TestFoundSamples(t *testing.T) {
	t.Parallel()
	patterns := map[spec.Format][]string{
		"": {
			"", `^[a-z0-9-]{2,40}$`, `^[A-Z]-[0-9]+$`, `@`, `^\+?[0-9 ]{7,15}$`, `^(?i)abc$`, `^#[0-9a-f]{6}$`, `\bfoo\b`, `^\p{Greek}+$`, `^[^a-z]+$`,
			`(?m)^a$`, `^\D+\d\z`, `^(a|bc)*d?$`, `x.{20}$`, `^(?:[0-9]{4}-){3}[0-9]{4}$`, `^.{200}$`, `[[:upper:]]$`, `^\S+\s\S+$`, `é`, `^"[^"]*"$`,
		},
		spec.Email: {"", `@acme\.com$`, `^[^@]+@[^@]+$`, `^admin@`, `\+`, `@(a|b)\.example$`, `^[A-Z]`, `^.{1,64}@`, `_`, `^x{100}`},
		spec.URI: {
			"", `^https://`, `^http://`, `^ftp://`, `^s3://[a-z0-9.-]+/`, `\.pdf$`, `^https://[a-z]+\.acme\.com/`, `^urn:isbn:`, `^mailto:`, `\?q=`, `#top$`,
			`:8080`, `^file:///`, `^https://x{100}`, `^HTTPS:`, `^https://user@`,
		},
		spec.Hostname: {"", `\.internal$`, `^www\.`, `^[a-z]+$`, `^[a-z]{40}\.com$`, `-`, `^[A-Z]`, `^[0-9]+$`, `^([a-z]+\.){5}[a-z]+$`},
		spec.IP:       {"", `^10\.`, `:`, `^192\.168\.`, `^fe80:`, `^([0-9]+\.){3}[0-9]+$`, `^::`, `ffff`, `^2001:db8:`, `^[^:]+$`, `^(?:[0-9a-f]+:){7}`, `255$`},
	}
	anyLength := [2]int{}
	for form, all := range patterns {
		for _, pattern := range all {
			for i, length := range [][2]int{anyLength, {0, 1}, {0, 5}, {0, 15}, {0, 20}, {3, 32}, {6, 6}, {100, 200}, {200, 0}} {
				optional := i%2 == 1
				s := textOf(form, pattern, length[0], length[1], optional)
				name := fmt.Sprintf("%s %q %v optional=%t", form, pattern, length, optional)
				if problem, hint := s.FindSamples(); problem != "" {
					if length == anyLength || hint == "" || strings.Contains(problem, "as far as") {
						t.Errorf("%s: %s (%s)", name, problem, hint)
					}
					continue
				}
				for i := range Samples {
					if rules := broken(s, s.Sample(i)); rules != "" {
						t.Errorf("%s: %q breaks %s", name, s.Sample(i), rules)
					}
				}
				if texts := s.Series(); length == anyLength && (slices.Contains(texts[1:], texts[0]) || texts[1] == texts[2]) {
					t.Errorf("%s: %q do not differ", name, texts)
				}
			}
		}
	}
}

// TestSampleTexts holds how samples look, as far as people read them.
func TestSampleTexts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		field *Shape
		want  string
	}{
		{textOf("", `^[A-Z]{3}-[0-9]{4}$`, 0, 0, false), "AAA-0000 AAA-0001 AAA-0002"},
		{textOf("", `^(yes|no)$`, 0, 0, false), "no yes no"},
		{textOf("", `^$`, 0, 0, true), "  "},
		{textOf("", `^a?$`, 0, 0, true), "a a a"},
		{textOf(spec.URI, `^https://`, 0, 0, false), "https://example.com/1 https://example.com/2 https://example.com/3"},
		{textOf(spec.URI, "", 0, 18, false), "http://a.example/1 http://a.example/2 http://a.example/3"},
		{textOf(spec.Hostname, "", 0, 15, false), "host1.example host2.example host3.example"},
		{textOf(spec.Hostname, `\.internal$`, 0, 0, false), "a.internal b.internal c.internal"},
		{textOf(spec.Email, `@acme\.com$`, 0, 0, false), "a@acme.com b@acme.com c@acme.com"},
		{textOf(spec.IP, `^10\.`, 0, 0, false), "10.0.0.1 10.0.0.2 10.0.0.3"},
	} {
		if got := strings.Join(tt.field.Series(), " "); got != tt.want {
			t.Errorf("%s %q: got %s, want %s", tt.field.Format, tt.field.Pattern, got, tt.want)
		}
	}
}

// TestNoSample holds the words about rules that no text keeps.
func TestNoSample(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		field         *Shape
		problem, hint string
	}{
		{textOf("", `^$`, 0, 0, false), "no text of at least 1 character matches ^$", "a required text is never empty: add optional, or change the pattern"},
		{textOf("", `^.{5}$`, 0, 3, false), "no text of 1 to 3 characters matches ^.{5}$", "change len or the pattern"},
		{textOf("", `^.{5}$`, 0, 3, true), "no text of at most 3 characters matches ^.{5}$", "change len or the pattern"},
		{textOf("", `b^a`, 0, 0, false), "no text matches b^a", "change the pattern"},
		{textOf(spec.Email, "", 0, 2, true), "no email address has at most 2 characters", "change len"},
		{textOf(spec.IP, "", 50, 0, false), "no IP address has at least 50 characters", "change len"},
		{textOf(spec.URI, `^[a-z]+$`, 0, 0, false), "no absolute URI matches ^[a-z]+$", "leave out uri: then the pattern alone decides"},
	} {
		problem, hint := tt.field.FindSamples()
		if problem != tt.problem || hint != tt.hint {
			t.Errorf("got %s (%s), want %s (%s)", problem, hint, tt.problem, tt.hint)
		}
	}
}

// TestLongSearch holds that a search that takes too long ends, and says that it did not see everything.
func TestLongSearch(t *testing.T) {
	t.Parallel()
	problem, hint := textOf(spec.Hostname, `^.{1000}$`, 0, 3000, true).FindSamples()
	if problem != "no host name of at most 3000 characters matches ^.{1000}$, as far as svcgen can see" || hint != "leave out hostname: then the pattern alone decides" {
		t.Errorf("%s (%s)", problem, hint)
	}
	if problem, _ := textOf(spec.Email, `^([a-z0-9.@-]?){900}q$`, 0, 3000, true).FindSamples(); !strings.Contains(problem, "as far as svcgen can see") {
		t.Errorf("with many places for each step: %q", problem) // it took minutes when only steps were counted
	}
	if problem, _ := textOf("", `^(?:[a-z]{1,30}[0-9]{1,30}){16}y.{1000}`, 0, 3000, true).FindSamples(); problem != "" {
		t.Error(problem)
	}
}
