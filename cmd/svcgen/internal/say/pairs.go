package say

import (
	"fmt"
	"strings"
)

// pair prints a name and its value, whose further lines are indented.
func (r *Report) pair(name, value string) {
	const margin = 27
	for line := range strings.SplitSeq(value, "\n") {
		for _, part := range wrap(line, ScreenWidth-margin) {
			r.outf("%s\n", strings.TrimRight(fmt.Sprintf("  %-24s %s", name, part), " "))
			name = ""
		}
	}
}

// wrap breaks a line between words, and indents the rest by two. A line that fits stays as it is.
func wrap(line string, width int) []string {
	var lines []string
	for len([]rune(line)) > width {
		chars := []rune(line)
		at := width
		for at > 2 && chars[at] != ' ' {
			at--
		}
		if at <= 2 { // one long word, which is not cut
			break
		}
		lines = append(lines, string(chars[:at]))
		line = "  " + strings.TrimLeft(string(chars[at:]), " ")
	}
	return append(lines, line)
}

// pairs prints several values under one name, or nothing if there are none.
func (r *Report) pairs(name string, values []string) {
	if len(values) > 0 {
		r.pair(name, strings.Join(values, "\n"))
	}
}
