package spec

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Pack is the table of files of a pack of the workspace's own.
type Pack struct {
	Name        string
	Description string
	Rows        []PackRow // in the order of the file
}

// PackRow is a template and the files that it makes.
type PackRow struct {
	Pos      Pos
	Path     string // of the file in the workspace, with placeholders: deploy/{service}.yaml
	Template string // below the folder of the pack
	Class    string // owned, merged or seeded
	Each     string // what there is a file for: workspace, service, resource or program
	Left     string // what begins an action in the template, as {{ does; "" for {{
	Right    string // what ends it

	TemplatePos Pos
}

var (
	packKeys = []string{"version", "description", "files"}
	rowKeys  = []string{"path", "template", "class", "each", "delims"}

	packClasses = []string{"merged", "owned", "seeded"}

	// packSubjects are what there can be a file for, with the placeholders that its path has.
	packSubjects = map[string][]string{
		"workspace": {"name"},
		"service":   {"name", "service"},
		"resource":  {"name", "service", "resource"},
		"program":   {"name", "program"},
	}
)

const (
	inPack    scope = "a pack"
	inPackRow scope = "a file of a pack"

	maxPackRows = 200
)

// ParsePack reads .svcgen/packs/<name>/pack.yaml. The error is Problems.
func ParsePack(name string, file Source) (*Pack, error) {
	r := &report{}
	p := &packParse{report: r, pack: &Pack{Name: name}}
	s, ok := newSource(file.Path, file.Data, r)
	if ok {
		if root := parseYAML(s, r); root != nil {
			p.read(root)
		}
	}
	if problems := r.finish([]*source{s}); len(problems) > 0 {
		return nil, problems
	}
	return p.pack, nil
}

type packParse struct {
	*report
	pack *Pack
}

func (p *packParse) read(root *node) {
	seen := map[string]bool{}
	for _, e := range p.entries(root, "a pack") {
		seen[e.key.text] = true
		switch e.key.text {
		case "version":
			if e.value.text != "1" || e.value.kind != number {
				p.add(e.value.pos(), "this svcgen reads packs of version 1", "unknown version %s", quote(e.value.text))
			}
		case "description":
			p.pack.Description = p.text(e)
		case "files":
			p.rows(e)
		default:
			p.unknown(e.key.pos(), "key", e.key.text, inPack, packKeys)
		}
	}
	if root.kind != mapping {
		return
	}
	if !seen["version"] {
		p.add(root.pos(), "version: 1", `"version" is missing`)
	}
	if !seen["files"] {
		p.add(root.pos(), "files: [{path: CODEOWNERS, template: CODEOWNERS.tmpl}]", `"files" is missing`)
	}
}

func (p *packParse) rows(e entry) {
	if e.value.kind != list {
		p.unfit(e, "a list")
		return
	}
	if len(e.value.items) > maxPackRows {
		p.add(e.value.pos(), "make two packs of it", "a pack has at most %d files", maxPackRows)
		return
	}
	for _, n := range e.value.items {
		p.row(n)
	}
}

func (p *packParse) row(n *node) {
	row := PackRow{Pos: n.pos(), Class: "merged", Each: "workspace"}
	var at struct{ path, each *node }
	for _, e := range p.entries(n, "a file of a pack") {
		switch e.key.text {
		case "path":
			row.Path, at.path = p.text(e), e.value
		case "template":
			row.Template, row.TemplatePos = p.text(e), e.value.pos()
			p.template(e.value, row.Template)
		case "class":
			row.Class = p.oneOf(e, "class", packClasses)
		case "each":
			row.Each, at.each = p.oneOf(e, "each", []string{"workspace", "service", "resource", "program"}), e.value
		case "delims":
			row.Left, row.Right = p.delims(e)
		default:
			p.unknown(e.key.pos(), "key", e.key.text, inPackRow, rowKeys)
		}
	}
	switch {
	case n.kind != mapping:
		return
	case at.path == nil:
		p.add(n.pos(), "path: .github/CODEOWNERS", `"path" is missing`)
	case row.Path != "":
		p.path(at.path, row)
	}
	if !row.TemplatePos.known() {
		p.add(n.pos(), "template: CODEOWNERS.tmpl", `"template" is missing`)
	}
	p.pack.Rows = append(p.pack.Rows, row)
}

func (p Pos) known() bool { return p.Line > 0 }

func (p *packParse) oneOf(e entry, what string, words []string) string {
	if e.value.kind != text || !slices.Contains(words, e.value.text) {
		p.add(e.value.pos(), orElse(DidYouMean(e.value.text, words), "allowed: "+enumerate(words)), "unknown %s %s", what, quote(e.value.text))
	}
	return e.value.text
}

// delims reads "[[ ]]".
func (p *packParse) delims(e entry) (left, right string) {
	left, right, ok := strings.Cut(e.value.text, " ")
	if e.value.kind != text || !ok || len(left) < 2 || len(right) < 2 || strings.Contains(right, " ") {
		p.add(e.value.pos(), `delims: "[[ ]]"`, `"delims" must be two marks of two or more characters, separated by a space`)
	}
	return left, right
}

func (p *packParse) template(at *node, name string) {
	if at.kind == text && name != "" && (!fs.ValidPath(name) || name == "." || strings.Contains(name, `\`)) {
		p.add(at.pos(), "it is relative to the folder of the pack, without ..", "template %s is not in the pack", quote(name))
	}
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// path checks the path of a file. What only the names of a workspace can tell is checked with them.
func (p *packParse) path(at *node, row PackRow) {
	if !fs.ValidPath(row.Path) || row.Path == "." || strings.ContainsAny(row.Path, "\\:*?\"<>|\n\t") {
		p.add(at.pos(), "it is relative to the workspace, without ..", "%s is not a path of a workspace", quote(row.Path))
		return
	}
	if why := ReservedPath(row.Path); why != "" {
		p.add(at.pos(), "choose another path", "%s: %s", quote(row.Path), why)
	}
	allowed := packSubjects[row.Each]
	rest := row.Path
	for _, m := range placeholder.FindAllStringSubmatch(row.Path, -1) {
		rest = strings.Replace(rest, m[0], "", 1)
		if allowed != nil && !slices.Contains(allowed, m[1]) {
			p.add(at.pos(), "a path of each: "+row.Each+" has {"+strings.Join(allowed, "}, {")+"}", "unknown placeholder %s", quote(m[0]))
		}
	}
	if strings.ContainsAny(rest, "{}") {
		p.add(at.pos(), "a placeholder is {service}", "a brace without its counterpart in %s", quote(row.Path))
	}
	if own := allowed[max(0, len(allowed)-1):]; len(allowed) > 1 && !strings.Contains(row.Path, "{"+own[0]+"}") {
		p.add(at.pos(), "put {"+own[0]+"} into it", "every %s would write the same file", row.Each)
	}
}

// ReservedPath is the reason why no pack writes a path; "" if one may. These are the places of files that come from no template:
// svcgen's state, specs, migrations, what protoc plugins and sqlc write.
func ReservedPath(name string) string {
	low := strings.ToLower(name)
	first, _, _ := strings.Cut(low, "/")
	dir, base := path.Split(low)
	switch {
	case slices.Contains(strings.Split(low, "/"), ".git"):
		return "it belongs to git"
	case low == ".env":
		return "it has the settings of one machine, and its passwords"
	case slices.Contains([]string{".svcgen", "gen", "platform", "proto", "third_party", "vendor"}, first),
		slices.Contains([]string{WorkspaceFile, "go.mod", "go.sum", "go.work", "go.work.sum", "tools.mod", "tools.sum"}, low),
		strings.HasPrefix(low, servicesDir+"/") && base == serviceFile,
		strings.HasPrefix(low, servicesDir+"/") && (strings.Contains(dir, "/migrations/") || strings.Contains(dir, "/internal/postgres/")):
		return "svcgen's own files are there"
	}
	return ""
}
