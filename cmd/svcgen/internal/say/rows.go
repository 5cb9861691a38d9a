package say

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// row is a line of a summary: a file, or a folder with the number of files in it.
type row struct {
	mark, path, note string
	weight           int
	dir              string
	files            int
}

// How much a person needs to see a row: rows are put together from the first to the last of these, as far as it takes.
const (
	routine   = iota // svcgen's own business
	notable          // worth a note: yours to edit
	essential        // always a line of its own: merged, something to read or to write
)

// parts are the two columns of a row.
func (x row) parts() (path, note string) {
	if x.files > 1 {
		return x.dir + "/", Count(x.files, "file")
	}
	return x.path, x.note
}

func (x row) text(width int) string {
	path, note := x.parts()
	if note == "" {
		return path
	}
	return fmt.Sprintf("%-*s  %s", width, path, note)
}

// pathWidth returns the width of the column of paths, so that as few lines as possible are wider than a screen.
func pathWidth(rows []row) int {
	widest, note := 0, 0
	for _, x := range rows {
		if p, n := x.parts(); n != "" {
			widest, note = max(widest, len(p)), max(note, len(n))
		}
	}
	return max(min(widest, ScreenWidth-len("+   ")-note), 0)
}

// changeRows makes the lines of a summary, by path. Where they do not fit a screen, files of a folder become one line.
func changeRows(actions []plan.Action) []row {
	var rows []row
	for _, a := range actions {
		x := row{mark: a.Kind.Mark(), path: a.Path, dir: path.Dir(a.Path), files: 1}
		x.note, x.weight = noteOf(a)
		rows = append(rows, x)
	}
	short := rows
	for weight := routine; weight < essential && len(short) > screenLines; weight++ {
		for _, d := range depths() {
			if short = fold(rows, d, weight); len(short) <= screenLines {
				break
			}
		}
	}
	return short
}

// depth limits the elements of a folder that stay, below services/ and elsewhere.
type depth struct{ services, elsewhere int }

// depths are tried one after the other: services are what a person knows their way around in.
func depths() []depth {
	return []depth{{6, 6}, {5, 5}, {5, 4}, {5, 3}, {5, 2}, {5, 1}, {4, 1}, {3, 1}, {2, 1}, {1, 1}}
}

func (d depth) cut(dir string) string {
	parts := strings.Split(dir, "/")
	n := d.elsewhere
	if parts[0] == "services" {
		n = d.services
	}
	return strings.Join(parts[:min(n, len(parts))], "/")
}

// fold puts rows of up to a weight, of the same mark, in the same folder, together.
func fold(rows []row, d depth, weight int) []row {
	var out []row
	at := map[string]int{}
	for _, x := range rows {
		if x.weight > weight {
			out = append(out, x)
			continue
		}
		x.dir = d.cut(x.dir)
		i, ok := at[x.mark+x.dir]
		if !ok {
			at[x.mark+x.dir] = len(out)
			out = append(out, x)
			continue
		}
		out[i].files += x.files
	}
	return out
}

// noteOf returns the note about a change, "" for most.
func noteOf(a plan.Action) (note string, weight int) {
	switch {
	case a.Notice != "":
		return a.Notice, essential
	case a.Kind == plan.Merge:
		return cmp.Or(a.Reason, "your edits kept"), essential
	case a.Kind == plan.Move:
		from := a.From
		if dir, base := path.Split(from); dir == path.Dir(a.Path)+"/" {
			from = base
		}
		return "from " + from, notable
	case a.Kind == plan.Create && a.File.Class == render.Appended && !strings.HasSuffix(a.Path, "/00001_init.sql"):
		return "a migration: read it", essential
	case a.Kind == plan.Create && a.File.Unwritten != "":
		return a.File.Unwritten, essential
	case a.Kind == plan.Create && a.File.Class == render.Seeded && path.Ext(a.Path) == ".go" && !strings.HasSuffix(a.Path, "_test.go"):
		return "yours to edit", notable
	default:
		return "", routine
	}
}
