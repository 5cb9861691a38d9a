package repo

import (
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/generator/model"
)

// curlCaller returns the options of curl that say who calls, with a blank after them; "" if nobody is asked.
func curlCaller(m *model.Model) string {
	switch {
	case m.Bearer:
		return `-H "Authorization: Bearer $TOKEN" `
	case m.Guarded():
		return "-b jar "
	}
	return ""
}

// exampleBody returns the JSON of a new resource with the fields that it needs, for use between single quotes in a shell.
func exampleBody(r *model.Resource) string {
	var parts []string
	for _, f := range r.Inputs() {
		if f.Required || f.InSetCheck() && !f.Unset() {
			parts = append(parts, `"`+f.JSONName+`": `+f.JSONSample(0))
		}
	}
	return strings.ReplaceAll("{"+strings.Join(parts, ", ")+"}", "'", `'\''`)
}

// serviceSummary returns the first line of the service's description, for a table cell in Markdown.
func serviceSummary(s *model.Service) string { return markdown(s.Description) }

// workspaceSummary returns the first line of the workspace's description, for Markdown.
func workspaceSummary(m *model.Model) string { return markdown(m.Description) }

// markdown returns the first line of a text with the special characters of Markdown escaped.
func markdown(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(text, "\r", "\n")), "\n")
	var out strings.Builder
	for _, r := range line {
		switch {
		case strings.ContainsRune("\\`*_{}[]<>#|&~$", r):
			out.WriteByte('\\')
			out.WriteRune(r)
		case unicode.IsGraphic(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}
