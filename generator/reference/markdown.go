package reference

import (
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Tables are the tables of docs/spec.md by name.
func Tables() map[string]string {
	return map[string]string{
		"workspace": words(spec.WorkspaceWords()).markdown(),
		"service":   words(spec.ServiceWords()).markdown(),
		"resource":  words(spec.ResourceWords()).markdown(),
		"child":     words(spec.ChildWords()).markdown(),
		"action":    words(spec.ActionWords()).markdown(),
		"consumer":  words(spec.ConsumerWords()).markdown(),
		"method":    words(spec.ServiceMethodWords()).markdown(),
		"job":       words(spec.JobWords()).markdown(),
		"checks":    checks().markdown(),
		"types":     types().markdown(),
		"keys":      keys().markdown(),
	}
}

// markdown writes the table in Markdown. Words, and what is written in code, are set as code.
func (t table) markdown() string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(t.columns)
	b.WriteString(strings.Repeat("|---", len(t.columns)) + "|\n")
	for _, row := range t.rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = strings.ReplaceAll(cell, "|", `\|`)
			if i == 0 || t.columns[i] == "JSON" {
				cells[i] = "`" + cells[i] + "`"
			}
		}
		line(cells)
	}
	return b.String()
}
