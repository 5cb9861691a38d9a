package say

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Answer is the answer to a question in one line, to be shown above later questions.
func Answer(label, answer string) string { return fmt.Sprintf("  %-10s  %s", label, answer) }

// ResourceAnswer is what was said of a resource, its path first.
func ResourceAnswer(path string, r *spec.Resource) []string {
	lines := []string{"  " + path}
	for _, part := range ResourceParts(r) {
		lines = append(lines, "    "+part)
	}
	return lines
}

// ResourceParts are the parts of a resource, a line each: its fields, and what the spec says beside them.
func ResourceParts(r *spec.Resource) []string {
	var lines []string
	for _, f := range r.Fields {
		lines = append(lines, f.Name+" "+spec.FormatField(f))
	}
	for _, i := range r.Indexes {
		lines = append(lines, "indexes: "+spec.FormatIndex(i))
	}
	if r.SoftDelete {
		lines = append(lines, "soft_delete: true")
	}
	if r.Description != "" {
		lines = append(lines, "description: "+r.Description)
	}
	return lines
}

// Answered repeats the answers of a form that has left the screen.
func (r *Report) Answered(lines []string) {
	if len(lines) > 0 {
		r.errf("%s\n", strings.Join(lines, "\n"))
	}
}
