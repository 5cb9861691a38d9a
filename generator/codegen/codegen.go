// Package codegen makes the files that come from other generators: Go code for the protos and for the SQL of every
// service. Its inputs are rendered files; it returns what plain `buf generate` and `sqlc generate` would write in the workspace,
// byte for byte. It writes nothing, and it does not run a generator again for a unit whose inputs have not
// changed.
package codegen

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// Tools are the programs that this package needs; *toolchain.Tools has them.
type Tools interface {
	// Toolset is a digest of the versions of all of them.
	Toolset() string
	// Plugin runs a protoc plugin.
	Plugin(ctx context.Context, name string, request []byte) (response []byte, err error)
	// SQLC runs `sqlc generate` over a tree and returns the files that it wrote.
	SQLC(ctx context.Context, tree []toolchain.File) ([]toolchain.File, error)
}

// Input is the input of a unit; packages render and codegen record theirs in one list.
type Input = render.Input

// Previous holds the results of the last run.
type Previous = render.Previous

// Request names the sources to generate from.
type Request struct {
	Model *model.Model

	// Files are the rendered files of the workspace, sorted by path.
	Files []render.File

	// Own are the user's protos.
	Own []Proto

	// Disk is the workspace as it is; nil if there is none yet. Migrations and queries that the user wrote or edited
	// are taken from there.
	Disk fs.FS

	// Texts are those files of the user, by path, that this run will change: they count instead of what is on Disk.
	Texts map[string][]byte

	// Present returns the path that a file of the user has now, if its folder will move; nil if none will.
	Present func(path string) string

	// Previous allows to skip units; nil runs all of them.
	Previous Previous
}

// Result holds the generated files.
type Result struct {
	Files  []render.File // all of them Owned, sorted by path
	Inputs []Input       // of every unit, run or not, sorted by unit, for the manifest: "proto services/catalog", "proto proto/shop/booking/v1", "sqlc services/catalog"
	Ran    []string      // the units that were run
}

// Run generates the protobuf and the database code of every service, and the code of the user's protos.
func Run(ctx context.Context, tools Tools, r Request) (Result, error) {
	var protos, sql Result
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		protos, err = Protobuf(ctx, tools, r)
		return err
	})
	group.Go(func() (err error) {
		sql, err = SQL(ctx, tools, r)
		return err
	})
	if err := group.Wait(); err != nil {
		return Result{}, err
	}
	return join(protos, sql), nil
}

// Dirs are the folders that Run writes.
func Dirs(r Request) []string {
	dirs := []string{strings.TrimSuffix(thirdPartyRoot, "/")}
	for _, s := range r.Model.Services {
		dirs = append(dirs, goRoot+path.Dir(s.ProtoPath), sqlcOut(s))
	}
	for _, p := range r.Own {
		if name, ok := strings.CutPrefix(p.Path, protoRoot); ok {
			dirs = append(dirs, path.Join(goRoot, path.Dir(name)))
		}
	}
	return dirs
}

// join puts results together, in order.
func join(results ...Result) Result {
	var all Result
	for _, r := range results {
		all.Files = append(all.Files, r.Files...)
		all.Inputs = append(all.Inputs, r.Inputs...)
		all.Ran = append(all.Ran, r.Ran...)
	}
	slices.SortFunc(all.Files, func(a, b render.File) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(all.Inputs, func(a, b Input) int { return cmp.Compare(a.Unit, b.Unit) })
	slices.Sort(all.Ran)
	return all
}

// unit is generated, or skipped, as a whole: one folder of protos, or one service's SQL.
type unit struct {
	name    string
	service *model.Service // of SQL
	protos  []string       // by the paths that imports name
	own     []string       // of them, those of the user
	digest  string
	dir     string // where its files go
}

// split returns the files of the units that need not run, and removes these from units.
func split(units []unit, previous Previous) (run []unit, done Result) {
	for _, u := range units {
		in := Input{Unit: u.name, Digest: u.digest, Paths: []string{u.dir + "/"}}
		done.Inputs = append(done.Inputs, in)
		if previous != nil {
			if files, ok := previous.Files(in); ok && len(files) > 0 {
				done.Files = append(done.Files, files...)
				continue
			}
		}
		run = append(run, u)
		done.Ran = append(done.Ran, u.name)
	}
	return run, done
}

// digest is a digest of named texts, in order.
type digest struct{ parts []string }

func (d *digest) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	d.parts = append(d.parts, fmt.Sprintf("%s %x\n", name, sum))
}

func (d *digest) String() string {
	h := sha256.New()
	for _, p := range d.parts {
		_, _ = h.Write([]byte(p)) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil))
}
