package clean

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a file\n\tof two lines\r\n":                "a file\n\tof two lines\r\n",
		"\x1b[31mred\x1b[0m":                        "\x1b[31mred\x1b[0m",
		"\x1b[2J\x1b[1;1Hgone\x07":                  `\x1b[2J\x1b[1;1Hgone\x07`,
		"\x1b[8mhidden":                             `\x1b[8mhidden`,
		"\x1b]8;;http://evil\x1b\\link":             `\x1b]8;;http://evil\x1b\link`,
		"all is well\rnot at all":                   `all is well\rnot at all`,
		"\u009b2J \u202eabc \u2028 \u007f \x00":     `\x9b2J \u202eabc \u2028 \x7f \x00`,
		"::error::evil\n  ::add-mask::a\na::b\n":    "\\x3a:error::evil\n  \\x3a:add-mask::a\na::b\n",
		"x ##[error]evil ##vso[task] ##teamcity[x]": `x \x23#[error]evil \x23#vso[task] \x23#teamcity[x]`,
		"## a heading\n# [a] link\nstd::string":     "## a heading\n# [a] link\nstd::string",
		"x\n\u00a0\u2003::error::evil":              "x\n\u00a0\u2003\\x3a:error::evil",
		"\n\n  ::group::x":                          "\n\n  \\x3a:group::x",
	} {
		if got := Text(text); got != want {
			t.Errorf("Text(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestTextLong cleans a megabyte that a pull request may hold: it took an hour when each character was cut from a copy of the rest.
func TestTextLong(t *testing.T) {
	t.Parallel()
	if got, want := len(Text(strings.Repeat("\x01", 1<<20))), len(`\x01`)<<20; got != want {
		t.Errorf("%d bytes, want %d", got, want)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	if got, want := Line("a\r\nb\x1b[2J\tc"), `a\r\nb\x1b[2J\tc`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
