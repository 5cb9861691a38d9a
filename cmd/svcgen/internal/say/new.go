package say

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// Made is the end of `new`, on one screen: what there is now, whose it is, what to type next.
func (r *Report) Made(dir string, result *generator.Result, took time.Duration) {
	m, files, lines := result.Model, 0, 0
	for _, a := range result.Plan.Actions {
		if a.Writes() {
			files++
			lines += bytes.Count(a.File.Data, []byte("\n"))
		}
	}
	r.outf("%s: %s, %s; %s, %s lines, in %s\n\n", r.paint("1", title(dir, m)),
		Count(len(m.Services), "service"), Count(resources(m), "resource"), Count(files, "file"), thousands(lines), seconds(took))
	r.outf("%s\n", r.paint("1", "yours to edit"))
	r.columns(44, yours(m))
	r.toWrite(result.Plan)
	r.outf("%s\n", r.paint("1", "written by svcgen, not to be edited"))
	r.columns(44, [][2]string{{"*.gen.*  gen/  proto/  platform/  **/db/", "rewritten; protos of yours stay"}})
	kept := keptFiles(result.Plan)
	r.kept(kept)
	r.outf("\n%s%43s%s\n", r.paint("1", "next"), "", "on the first run")
	r.columns(44, next(dir, m, slices.Contains(kept, "Makefile")))
	if isCI := func(a plan.Action) bool { return a.Path == ciChecks }; slices.ContainsFunc(result.Plan.Actions, isCI) && result.Plan.Manifest.Tool == plan.Devel {
		r.outf("\nCI will fail: it installs the release of svcgen that wrote the workspace, and\n" +
			"this build is not a release. Run svcgen upgrade with a release before you push.\n")
	}
}

// toWrite lists the new files whose bodies the user has to write.
func (r *Report) toWrite(p *plan.Plan) {
	var files []string
	for _, a := range p.Actions {
		if a.Writes() && a.File.Unwritten != "" {
			files = append(files, a.Path)
		}
	}
	if len(files) == 0 {
		return
	}
	r.outf("%s\n", r.paint("1", "yours to write; until then, they answer 501 or do nothing"))
	for _, path := range files[:min(len(files), mostToWrite)] {
		r.outf("  %s\n", path)
	}
	if more := len(files) - mostToWrite; more > 0 {
		r.outf("  … and %s\n", Count(more, "more file"))
	}
}

// mostToWrite is how many files to write `new` lists.
const mostToWrite = 5

// ciChecks is the workflow that installs svcgen.
const ciChecks = ".github/workflows/ci.gen.yml"

func (r *Report) columns(width int, lines [][2]string) {
	for _, line := range lines {
		r.outf("%s\n", strings.TrimRight(fmt.Sprintf("  %-*s %s", width, line[0], line[1]), " "))
	}
}

// title names the workspace as the user named its directory.
func title(dir string, m *model.Model) string {
	if dir == "." {
		return m.Name
	}
	return dir
}

func resources(m *model.Model) int {
	n := 0
	for _, s := range m.Services {
		n += len(s.Resources)
	}
	return n
}

// yours are the files that the user is to edit, with what for; of one service, as an example of all.
func yours(m *model.Model) [][2]string {
	lines := [][2]string{{"svcgen.yaml  services/*/service.yaml", "the spec; then svcgen generate"}}
	if e := m.Example(); e != nil {
		lines = append(lines, [2]string{"services/*/internal/*/<resource>.go", "your rules, as in " + e.FileName + ".go"})
	}
	return append(lines,
		[2]string{"services/*/internal/postgres/queries/*.sql", "your queries: custom.sql"},
		[2]string{"services/*/app/{wire,config}.go", "your dependencies and settings"},
		[2]string{"README.md  Makefile  Dockerfile  …", "and the rest; README.md says more"},
	)
}

// next are the commands to type, with how long each takes the first time.
func next(dir string, m *model.Model, ownMakefile bool) [][2]string {
	var lines [][2]string
	if dir != "." {
		lines = append(lines, [2]string{"cd " + plan.ShellQuote(dir), ""})
	}
	build := "make "
	if ownMakefile { // which may not include svcgen's
		build = "make -f svcgen.gen.mk "
	}
	e := m.Example()
	open := e != nil && e.Has(spec.List) && (!m.Guarded() || e.Method(spec.List).Rule.Anyone)
	dev := timeDev
	if m.Guarded() && !open {
		dev += "; prints a token and a curl line"
	}
	lines = append(lines, [2]string{build + "dev", dev})
	if open {
		lines = append(lines, [2]string{fmt.Sprintf("curl localhost:%d%s", m.Gateway.HTTPPort, e.Path), ""})
	}
	return append(lines,
		[2]string{build + "test", timeTest},
		[2]string{"svcgen add service NAME", ""},
		[2]string{"svcgen check", timeCheck},
	)
}

// How long commands take the first time, one after the other, measured on two cores with an empty build cache and the
// modules at hand.
const (
	timeDev   = "about 30 s, to compile"
	timeTest  = "about 20 s"
	timeCheck = "about 10 s"
)

// Added is the end of `add service`.
func (r *Report) Added(name string, result *generator.Result, took time.Duration) {
	r.changes(result.Plan)
	r.outf("%s in %s\n\n", sentence(result.Plan.Counts(), "created", "updated", "merged", "moved", "deleted"), seconds(took))
	i := slices.IndexFunc(result.Model.Services, func(s *model.Service) bool { return s.Name == name })
	if i < 0 {
		return
	}
	s := result.Model.Services[i]
	r.columns(12, [][2]string{
		{"its spec", s.SpecPath},
		{"its code", s.Dir + "/internal/" + s.Package},
		{"next", "make test; make dev"},
	})
}

// WouldBe stands above problems of a spec file that was not written.
func (r *Report) WouldBe(path string) {
	r.errf("nothing was written; problems in %s after the change:\n", path)
}

// sameAs prints the command that does without questions what was just done with them.
func (r *Report) sameAs(words []string) {
	r.errf("\nthe same without questions:\n  %s\n\n", strings.Join(words, " \\\n    "))
}

// Tree shows the folders of a workspace with the number of their files, for the last page of the form.
func (r *Report) Tree(dir string, result *generator.Result) string {
	type folder struct {
		name         string
		files, lines int
	}
	var folders []folder
	total := folder{name: strings.TrimSuffix(dir, "/") + "/"}
	for _, a := range result.Plan.Actions {
		if !a.Writes() {
			continue
		}
		name, lines := treeFolder(a), bytes.Count(a.File.Data, []byte("\n"))
		i := slices.IndexFunc(folders, func(f folder) bool { return f.name == name })
		if i < 0 {
			i = len(folders)
			folders = append(folders, folder{name: name})
		}
		folders[i].files++
		folders[i].lines += lines
		total.files++
		total.lines += lines
	}
	if len(folders) > treeLines {
		rest := folder{name: fmt.Sprintf("… %d more", len(folders)-treeLines+1)}
		for _, f := range folders[treeLines-1:] {
			rest.files += f.files
			rest.lines += f.lines
		}
		folders = append(folders[:treeLines-1], rest)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-28s %6s files %8s lines\n", total.name, thousands(total.files), thousands(total.lines))
	for _, f := range folders {
		fmt.Fprintf(&b, "  %-26s %6s       %8s\n", f.name, thousands(f.files), thousands(f.lines))
	}
	return strings.TrimRight(b.String(), "\n")
}

const treeLines = 14

// treeFolder is the folder under which the tree counts a file: services one by one, all else by its first element.
func treeFolder(a plan.Action) string {
	parts := strings.Split(a.Path, "/")
	switch {
	case len(parts) == 1:
		return "./"
	case parts[0] == "services" && len(parts) > 2:
		return path.Join(parts[:2]...) + "/"
	default:
		return parts[0] + "/"
	}
}
