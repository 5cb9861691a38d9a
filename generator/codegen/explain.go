package codegen

import (
	"errors"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/toolchain"
)

// explain adds to an error of sqlc which names in the user's queries this run takes away, and names files by their present paths.
func (r Request) explain(err error) error {
	failed, ok := errors.AsType[*toolchain.Error](err)
	if !ok {
		return err
	}
	told := *failed
	told.Output = r.presentPlaces(failed)
	var gone []string
	for _, s := range r.Model.Services {
		for _, g := range s.GoneNames() {
			if strings.Contains(told.Output, `"`+g.Name+`"`) || strings.Contains(told.Output, "."+g.Name+`"`) {
				gone = append(gone, g.Text)
			}
		}
	}
	if len(gone) > 0 {
		told.Hint = strings.Join(gone, "; ") + ": edit the queries first, then run the same again"
	}
	return &told
}

// presentPlaces returns the output of sqlc with files where they are: their folders may move in this run.
func (r Request) presentPlaces(failed *toolchain.Error) string {
	if r.Present == nil {
		return failed.Output
	}
	places := failed.Places()
	lines := strings.Split(failed.Output, "\n")
	for i, line := range lines {
		at := slices.IndexFunc(places, func(d toolchain.Diagnostic) bool { return strings.HasPrefix(line, d.Path+":") })
		if at >= 0 {
			lines[i] = r.Present(places[at].Path) + line[len(places[at].Path):]
		}
	}
	return strings.Join(lines, "\n")
}
