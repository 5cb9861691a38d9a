package spec

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The first line of a spec file names its schema, for editors.
const (
	modelinePrefix    = "# yaml-language-server:"
	workspaceModeline = modelinePrefix + " $schema=.svcgen/schema.json"
	serviceModeline   = modelinePrefix + " $schema=../../.svcgen/service.schema.json"
)

// FileOf returns the path of the file that the spec of a service stands in, relative to the workspace: its service.yaml, or svcgen.yaml if
// that contains the services.
func (s *Spec) FileOf(service string) string {
	if slices.ContainsFunc(s.Services, func(one *Service) bool { return one.inline() }) {
		return WorkspaceFile
	}
	return ServiceFile(service)
}

// inline reports whether a person wrote s into svcgen.yaml.
func (s *Service) inline() bool {
	return s.Pos.File == WorkspaceFile && (!s.Builtin || s.Written != nil)
}

// Split turns a spec of one file into the files of a workspace: svcgen.yaml first, then each service.yaml in the order of the
// file. It moves text, so that comments, order and style stay. The error is Problems.
func Split(file Source) ([]Source, error) {
	spec, err := parseWritten([]Source{file})
	if err != nil {
		return nil, err
	}
	r := &report{}
	src, _ := newSource(file.Path, file.Data, r) // Parse has read it without a problem, so no step below can fail
	root := parseYAML(src, r)
	files := splitText(src, root)
	if files == nil || !sameSpec(spec, files) {
		files = []Source{{Path: WorkspaceFile, Data: marshalWorkspace(spec)}}
		for _, s := range spec.Services {
			files = append(files, Source{Path: ServiceFile(s.Name), Data: MarshalService(s)})
		}
	}
	return files, nil
}

// AsServiceFile turns the spec of a service in any file into its service.yaml: with its path, modeline and name.
func AsServiceFile(file Source) Source {
	name := file.serviceName()
	text := strings.TrimPrefix(strings.ReplaceAll(string(file.Data), "\r\n", "\n"), "\ufeff")
	text = strings.TrimPrefix(dropModeline(text), "---\n")
	named := false
	for line := range strings.SplitSeq(text, "\n") {
		named = named || strings.HasPrefix(line, "service:") || strings.HasPrefix(line, "service :")
	}
	if !named && !strings.HasPrefix(strings.TrimSpace(text), "{") {
		text = "service: " + scalar(name) + "\n" + text
	}
	return Source{Path: ServiceFile(name), Data: []byte(serviceModeline + "\n" + text)}
}

// NamedIn is the name that the spec of a service gives itself; "" if it has none or cannot be read.
func NamedIn(file Source) string {
	p, err := newPatch(file)
	if err != nil {
		return ""
	}
	if name := child(p.root, "service"); name != nil && serviceNameFault(name.text).ok() {
		return name.text
	}
	return ""
}

// splitText cuts the file along its lines. It returns nil if the services are not in block style.
func splitText(src *source, root *node) []Source {
	lines := strings.SplitAfter(src.text, "\n")
	if root.flow {
		return nil
	}
	var services *node
	from, to := 0, len(lines) // the lines of services:, counted from 0
	for _, e := range root.entries {
		line := e.key.line - 1
		switch {
		case e.key.text == "services":
			services, from = e.value, line
		case services != nil && line > from && line < to:
			to = startOf(lines, line, from)
		}
	}
	if services == nil || services.flow || services.line-1 <= from {
		return nil
	}
	rest := strings.Join(lines[:from], "") + strings.Join(lines[to:], "")
	files := []Source{{Path: WorkspaceFile, Data: []byte(workspaceModeline + "\n" + endLine(dropModeline(rest)))}}
	for i, e := range services.entries {
		if e.value.flow || e.value.line <= e.key.line {
			return nil
		}
		head := startOf(lines, e.key.line-1, from) // comments above the key belong to the service
		end := to
		if i+1 < len(services.entries) {
			end = startOf(lines, services.entries[i+1].key.line-1, e.key.line-1)
		}
		var b strings.Builder
		b.WriteString(serviceModeline + "\n")
		for _, line := range lines[head : e.key.line-1] {
			b.WriteString(strings.TrimLeft(line, " "))
		}
		if _, comment, ok := strings.Cut(lines[e.key.line-1], " #"); ok {
			b.WriteString("#" + endLine(comment))
		}
		b.WriteString("service: " + scalar(e.key.text) + "\n")
		for _, line := range lines[e.key.line:end] {
			b.WriteString(dedent(line, e.value.col-1))
		}
		files = append(files, Source{Path: ServiceFile(e.key.text), Data: []byte(endLine(b.String()))})
	}
	return files
}

// startOf is the first of the comment lines right above a line and indented like it, but below another.
func startOf(lines []string, line, below int) int {
	comment := lines[line][:indent(lines[line])] + "#"
	for line-1 > below && strings.HasPrefix(lines[line-1], comment) {
		line--
	}
	return line
}

func dedent(line string, by int) string {
	return line[min(by, len(line)-len(strings.TrimLeft(line, " "))):]
}

// endLine ends a text with one line break.
func endLine(s string) string { return strings.TrimRight(s, "\n ") + "\n" }

func dropModeline(s string) string {
	if strings.HasPrefix(s, modelinePrefix) {
		_, s, _ = strings.Cut(s, "\n")
	}
	return s
}

// sameSpec reports whether files give a spec.
func sameSpec(s *Spec, files []Source) bool {
	again, err := parseWritten(files)
	return err == nil && string(Marshal(s)) == string(Marshal(again)) && utf8.Valid(Marshal(again))
}

// marshalWorkspace is svcgen.yaml without services.
func marshalWorkspace(s *Spec) []byte {
	head := *s
	head.Services = nil
	text, _ := strings.CutSuffix(string(Marshal(&head)), "services:\n")
	return []byte(workspaceModeline + "\n" + text)
}
