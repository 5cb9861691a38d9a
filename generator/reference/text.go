package reference

import (
	"strings"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/spec"
)

// width of the pages, in columns, and of the words at their left.
const (
	width  = 80
	indent = 20
)

// Spec is the page about the keys of the files.
func Spec() string {
	var b strings.Builder
	for _, part := range []struct {
		title string
		docs  []spec.WordDoc
	}{
		{"svcgen.yaml", spec.WorkspaceWords()},
		{"services/NAME/service.yaml, or below services: NAME: in a spec of one file", spec.ServiceWords()},
		{"a resource, below resources: NAME:", spec.ResourceWords()},
		{"a child, below children: NAME: of a resource", spec.ChildWords()},
		{"an action, below actions: NAME: of a resource; a transition may stand alone", spec.ActionWords()},
		{"a consumer, below consumers: NAME: of a service; the events may stand alone", spec.ConsumerWords()},
		{"a method of a service, below methods: NAME:", spec.ServiceMethodWords()},
		{"a job, below jobs: NAME: of a service; a schedule may stand alone", spec.JobWords()},
	} {
		b.WriteString("\n" + part.title + "\n")
		for _, row := range words(part.docs).rows {
			entry(&b, row[0], row[1])
		}
	}
	b.WriteString("\na check, below checks: of a resource, as NAME: CHECK\n")
	for _, row := range checks().rows {
		entry(&b, row[0], row[1])
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// Types is the page about the types of fields.
func Types() string {
	var b strings.Builder
	for _, row := range types().rows {
		made := []string{row[2], row[3], row[4]}
		lines := []string{row[1], strings.Join(made, " · ")}
		if keys := row[7]; keys != "" {
			lines = append(lines, keys)
		}
		entry(&b, row[0], lines...)
	}
	return b.String()
}

// Keys is the page about the flags and keys of fields: what they say, what they make, and what they do not go with.
func Keys() string {
	var b strings.Builder
	for _, row := range keys().rows {
		lines := []string{row[1], "makes: " + row[2]}
		if fits := row[3]; fits != "all" {
			lines = append(lines, "for: "+fits)
		}
		if without := row[4]; without != "" {
			lines = append(lines, "not with: "+without)
		}
		entry(&b, row[0], lines...)
	}
	return b.String()
}

// entry writes a word and, beside it, lines about it; long ones are wrapped.
func entry(b *strings.Builder, word string, lines ...string) {
	left := "  " + word
	if utf8.RuneCountInString(left) > indent-2 {
		b.WriteString(left + "\n")
		left = ""
	}
	for _, line := range lines {
		for _, part := range wrapped(line, width-indent) {
			b.WriteString(left + strings.Repeat(" ", indent-utf8.RuneCountInString(left)) + part + "\n")
			left = ""
		}
	}
}

// wrapped cuts a line at its blanks so that each part has at most a number of characters, if its words are no longer.
func wrapped(line string, most int) []string {
	var parts []string
	part := ""
	for word := range strings.SplitSeq(line, " ") {
		switch {
		case part == "":
			part = word
		case utf8.RuneCountInString(part)+1+utf8.RuneCountInString(word) > most:
			parts = append(parts, part)
			part = word
		default:
			part += " " + word
		}
	}
	return append(parts, part)
}
