package render_test

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	gofumpt "mvdan.cc/gofumpt/format"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// TestHygiene checks that templates look like the code that they print. Formatting a rendered text changes only blanks within lines and
// the order of imports, which depends on names of the spec; gofumpt then changes nothing.
func TestHygiene(t *testing.T) {
	t.Parallel()
	renderer := generator.Renderer()
	models := rendertest.Variants(t)
	models["shop"] = rendertest.Shop(t)
	models["sessions"] = rendertest.Sessions(t)
	models["passwords"] = rendertest.Passwords(t)
	models["minimal"] = rendertest.Minimal(t)
	var checked sync.Map // most files are the same in all models
	for _, name := range slices.Sorted(maps.Keys(models)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := models[name]
			rendered, err := renderer.Texts(m)
			if err != nil {
				t.Fatal(err)
			}
			for _, raw := range rendered {
				if path.Ext(raw.Path) != ".go" {
					continue
				}
				if _, same := checked.LoadOrStore(raw.Path+"\n"+string(raw.Data), true); same {
					continue
				}
				got, err := render.Final(raw)
				if err != nil {
					t.Fatalf("%s: %v", raw.Path, err)
				}
				if a, b := differ(sortImports(render.PruneImports(raw.Data)), got); a != b {
					t.Errorf("%s: formatting changes\n\t%s\nto\n\t%s", raw.Path, a, b)
				}
				want, err := gofumpt.Source(got, gofumpt.Options{LangVersion: "go1.26", ModulePath: m.Module})
				if err != nil {
					t.Fatalf("%s: %v", raw.Path, err)
				}
				if a, b := differ(got, want); a != b {
					t.Errorf("%s: gofumpt changes\n\t%s\nto\n\t%s", raw.Path, a, b)
				}
			}
		})
	}
}

// differ returns the first line in which two texts differ by more than blanks.
func differ(a, b []byte) (string, string) {
	as, bs := strings.Split(string(bytes.TrimSpace(a)), "\n"), strings.Split(string(bytes.TrimSpace(b)), "\n")
	for i := range max(len(as), len(bs)) {
		var x, y string
		if i < len(as) {
			x = strings.Join(strings.Fields(as[i]), "")
		}
		if i < len(bs) {
			y = strings.Join(strings.Fields(bs[i]), "")
		}
		if x != y || (i < len(as)) != (i < len(bs)) {
			return "line " + strconv.Itoa(i+1) + ": " + x, "line " + strconv.Itoa(i+1) + ": " + y
		}
	}
	return "", ""
}

// sortImports sorts each group of the import declaration by path.
func sortImports(src []byte) []byte {
	start, end, ok := render.ImportBlock(src)
	if !ok {
		return src
	}
	var groups [][]string
	for group := range strings.SplitSeq(string(src[start:end]), "\n\n") {
		lines := strings.Split(strings.TrimSpace(group), "\n")
		slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(quoted(a), quoted(b)) })
		groups = append(groups, lines)
	}
	var out strings.Builder
	for i, lines := range groups {
		if i > 0 {
			out.WriteString("\n")
		}
		out.WriteString(strings.Join(lines, "\n") + "\n")
	}
	return slices.Concat(src[:start], []byte(out.String()), src[end:])
}

func quoted(line string) string {
	_, after, _ := strings.Cut(line, `"`)
	return after
}
