package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// BehindError tells that the tables of services are not any more what their migrations make, so that sqlc cannot compile
// their queries.
type BehindError struct {
	Dirs []string // of their migrations
	Err  error    // what sqlc says
}

func (e *BehindError) Error() string {
	return fmt.Sprintf("the spec asks for other tables than %s make", strings.Join(e.Dirs, ", "))
}

// Unwrap gives what sqlc says.
func (e *BehindError) Unwrap() error { return e.Err }

// behind explains an error of sqlc's by migrations that are older than the spec, where that is what it comes from.
func behind(err error, m *model.Model, files []render.File, disk fs.FS) error {
	var failed *toolchain.Error
	if disk == nil || !errors.As(err, &failed) || failed.Program != "sqlc" {
		return err
	}
	var dirs []string
	for _, s := range m.Services {
		dir := s.Dir + "/migrations"
		for _, f := range files {
			if f.Class != render.Appended || !strings.HasPrefix(f.Path, dir+"/") {
				continue
			}
			have, readErr := fs.ReadFile(disk, f.Path)
			if readErr == nil && !bytes.Equal(plan.Normalise(have), f.Data) && strings.Contains(failed.Output, s.Dir+"/") {
				dirs = append(dirs, dir)
			}
		}
	}
	if len(dirs) == 0 {
		return err
	}
	return &BehindError{Dirs: dirs, Err: err}
}
