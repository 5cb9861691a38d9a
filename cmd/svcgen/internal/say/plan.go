package say

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// ScreenWidth is the width of a terminal that texts are made for.
const ScreenWidth = 80

// screenLines limits the changes that a summary lists: with its head and foot it fits a terminal of 24 lines.
const screenLines = 18

// Summary says what a run has written.
func (r *Report) Summary(p *plan.Plan, took time.Duration) {
	if p.Current() {
		if n := len(p.Decided); n > 0 {
			r.outf("no file was changed; %s recorded\n", Plural(n, "the decision is", "the decisions are"))
		} else {
			r.outf("nothing to do\n")
		}
		r.notices(p)
		return
	}
	if r.lost(p, "nothing else to do") {
		return
	}
	r.changes(p)
	r.opens(p, r.outf)
	r.outf("%s in %s\n", sentence(p.Counts(), "created", "updated", "merged", "moved", "deleted"), seconds(took))
}

// Watching says that generate waits for changes.
func (r *Report) Watching() { r.errf("watching for changes; Ctrl-C ends it\n") }

// WouldDo says what a run would write.
func (r *Report) WouldDo(p *plan.Plan) {
	if p.Current() {
		r.outf("nothing to do\n")
		return
	}
	if r.lost(p, "nothing else to do; nothing was written") {
		return
	}
	r.changes(p)
	r.opens(p, r.outf)
	r.outf("%s; nothing was written\n", sentence(p.Counts(), "to create", "to update", "to merge", "to move", "to delete"))
}

// lost reports whether a plan changes nothing but the records of svcgen, and says so.
func (r *Report) lost(p *plan.Plan, otherwise string) bool {
	if p.Counts() != (plan.Counts{}) {
		return false
	}
	for _, path := range p.Lost {
		r.outf("~ %s\n", path)
	}
	r.outf("%s\n", otherwise)
	r.notices(p)
	return true
}

// sentence counts the changes in words: 3 created, 1 merged.
func sentence(c plan.Counts, created, updated, merged, moved, deleted string) string {
	var parts []string
	for _, part := range []struct {
		n    int
		word string
	}{{c.Create, created}, {c.Update, updated}, {c.Merge, merged}, {c.Move, moved}, {c.Delete, deleted}} {
		if part.n > 0 {
			parts = append(parts, thousands(part.n)+" "+part.word)
		}
	}
	return strings.Join(parts, ", ")
}

// changes lists the files, or their folders if the files do not fit a screen.
func (r *Report) changes(p *plan.Plan) {
	rows := changeRows(p.Changes())
	width := pathWidth(rows)
	for _, x := range rows {
		r.outf("%s %s\n", r.mark(x.mark), x.text(width))
	}
}

func (r *Report) mark(mark string) string {
	code := map[string]string{"+": "32", "~": "33", "M": "36", ">": "36", "-": "31", "!": "1;31"}[mark]
	return r.paint(code, mark)
}

// opens says what more callers may do than before. Nothing asks about it, because the line was typed; but somebody should read it.
func (r *Report) opens(p *plan.Plan, say func(format string, args ...any)) {
	for _, text := range p.Opens {
		say("%s %s\n", r.mark("!"), text)
	}
}

func (r *Report) notices(p *plan.Plan) {
	for _, a := range p.Changes() {
		if a.Notice != "" {
			r.outf("  %s: %s\n", a.Path, a.Notice)
		}
	}
}

// Conflicts says what a person has to decide, and what to type.
func (r *Report) Conflicts(p *plan.Plan) {
	conflicts := p.Conflicts()
	r.errf("svcgen: %s to decide; nothing was written\n", Count(len(conflicts), "file"))
	if len(conflicts) > mostDetailed {
		r.manyConflicts(conflicts)
		return
	}
	for _, a := range conflicts {
		between := " "
		if len("! : ")+len(a.Path)+len(a.Reason) > ScreenWidth {
			between = "\n  "
		}
		r.errf("\n! %s:%s%s\n", a.Path, between, a.Reason)
		r.choices(a.Choices)
	}
}

// choices prints commands with what they do beside them, or below if that does not fit.
func (r *Report) choices(choices []plan.Choice) {
	command, effect := 0, 0
	for _, c := range choices {
		command, effect = max(command, len(c.Command)), max(effect, len(c.Effect))
	}
	between := fmt.Sprintf("\n%8s", "")
	for _, c := range choices {
		if 4+command+2+effect <= ScreenWidth {
			between = strings.Repeat(" ", command-len(c.Command)+2)
		}
		r.errf("    %s%s%s\n", c.Command, between, c.Effect)
	}
}

const (
	mostDetailed = 3 // conflicts that are told with all that can be done about them
	mostListed   = 15
)

// manyConflicts gives each conflict a line, and says once how to decide.
func (r *Report) manyConflicts(conflicts []plan.Action) {
	var flags []plan.Choice
	r.errf("\n")
	for i, a := range conflicts {
		if i == mostListed && len(conflicts) > mostListed+1 {
			r.errf("… and %s more; --json lists all of them\n", thousands(len(conflicts)-mostListed))
			break
		}
		r.errf("! %s: %s\n", a.Path, a.Reason)
	}
	for _, a := range conflicts {
		for _, c := range a.Choices {
			if !slices.ContainsFunc(flags, func(have plan.Choice) bool { return have.Flag == c.Flag }) {
				flags = append(flags, c)
			}
		}
	}
	r.errf("\ndecide file by file, or with quoted globs such as --take 'platform/**':\n")
	r.choices(flags)
}

// Diffs prints unified diffs of all changes, and to standard error what they open.
func (r *Report) Diffs(p *plan.Plan, disk fs.FS) error {
	r.opens(p, r.errf)
	for _, a := range p.Actions {
		text, err := a.Diff(disk)
		if err != nil {
			return err
		}
		if text == "" {
			continue
		}
		for line := range strings.Lines(text) {
			r.outf("%s", r.diffLine(line))
		}
	}
	return nil
}

func (r *Report) diffLine(line string) string {
	body := strings.TrimSuffix(line, "\n")
	switch {
	case strings.HasPrefix(body, "+++"), strings.HasPrefix(body, "---"):
		return r.paint("1", body) + "\n"
	case strings.HasPrefix(body, "+"):
		return r.paint("32", body) + "\n"
	case strings.HasPrefix(body, "-"):
		return r.paint("31", body) + "\n"
	case strings.HasPrefix(body, "@@"):
		return r.paint("36", body) + "\n"
	default:
		return line
	}
}

// YoursToFix says what does not compile in the files of the user.
func (r *Report) YoursToFix(found []toolchain.Diagnostic) {
	if len(found) == 0 {
		return
	}
	r.errf("in your own files, to be fixed before or after this:\n")
	for _, d := range found {
		r.errf("  %s\n", d)
	}
}
