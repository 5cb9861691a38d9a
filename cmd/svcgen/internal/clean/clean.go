// Package clean makes text of others safe to show. Much of what svcgen prints quotes it: names of files, a spec, what PostgreSQL, the
// compiler or a migration says. It must not move the cursor of a terminal, hide a line, or be a command of a CI.
package clean

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text makes control characters visible, and commands of a CI plain text. Line ends, tabs and svcgen's own colours stay.
func Text(text string) string {
	if strings.ContainsFunc(text, Control) {
		var b strings.Builder
		for len(text) > 0 {
			at := strings.IndexFunc(text, Control)
			if at < 0 {
				break
			}
			b.WriteString(text[:at])
			own := ownControl.FindString(text[at:])
			if own == "" {
				_, size := utf8.DecodeRuneInString(text[at:])
				own = text[at : at+size]
				b.WriteString(visible(own))
			} else {
				b.WriteString(own)
			}
			text = text[at+len(own):]
		}
		text = b.String() + text
	}
	return ciCommand.ReplaceAllStringFunc(text, func(command string) string {
		at := strings.IndexAny(command, ":#")
		return command[:at] + visible(command[at:at+1]) + command[at+1:]
	})
}

// Line is Text of something that is to stay on one line, as the name of a file.
func Line(text string) string {
	return strings.NewReplacer("\r", `\r`, "\n", `\n`, "\t", `\t`).Replace(Text(text))
}

// ownControl is what svcgen itself prints: the end of a line of a file with CRLF, and the colours of paint.
var ownControl = regexp.MustCompile(`^(?:\r\n|\x1b\[(?:0|1|2|3[1-7])m)`)

// ciCommand is a command of GitHub Actions, at the start of a line or anywhere, or of Azure Pipelines or TeamCity. GitHub's runner skips
// every white space of Unicode before it.
var ciCommand = regexp.MustCompile(`(?m)^[\s\p{Z}]*::|##[A-Za-z]*\[`)

// Control reports whether a character controls a terminal or the direction of text.
func Control(c rune) bool {
	if c == '\n' || c == '\t' {
		return false
	}
	return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\u2028' || c == '\u2029'
}

// visible is a character as it is written in Go.
func visible(char string) string {
	c := []rune(char)[0]
	switch {
	case c == '\r':
		return `\r`
	case c < 0x100:
		return fmt.Sprintf(`\x%02x`, c)
	default:
		return fmt.Sprintf(`\u%04x`, c)
	}
}

// JSON does to a JSON document what Text does to a text, and leaves its meaning as it is. Control characters below U+0020 are
// escaped already, and no string is at the start of a line.
func JSON(doc string) string {
	doc = ciCommand.ReplaceAllStringFunc(doc, func(command string) string { return `\u0023` + command[1:] })
	if !strings.ContainsFunc(doc, Control) {
		return doc
	}
	var b strings.Builder
	for _, c := range doc {
		if Control(c) {
			fmt.Fprintf(&b, `\u%04x`, c)
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}
