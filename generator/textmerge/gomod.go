package textmerge

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// GoMod merges go.mod and tools.mod by what they mean: of each requirement the higher version wins, and the user's own
// lines and comments stay. A requirement that svcgen no longer has stays too, because the user's code may have come to
// need it; go mod tidy removes it. base is nil if the last version is not known.
func GoMod(path string, base, yours, next []byte) ([]byte, error) {
	ours, err := modfile.Parse(path, yours, nil)
	if err != nil {
		return nil, err
	}
	theirs, err := modfile.Parse(path, next, nil)
	if err != nil {
		return nil, err
	}
	was, err := modfile.Parse(path, base, nil)
	if err != nil { // a damaged base is as good as none
		was = new(modfile.File)
	}
	if err := mergeModule(ours, was, theirs); err != nil {
		return nil, err
	}
	mergeRequires(ours, was, theirs)
	if err := mergeDirectives(ours, was, theirs); err != nil {
		return nil, err
	}
	ours.Cleanup()
	ours.SortBlocks()
	return modfile.Format(ours.Syntax), nil
}

// mergeModule takes the module path and the Go version over.
func mergeModule(ours, was, theirs *modfile.File) error {
	path := func(f *modfile.File) string {
		if f.Module == nil {
			return ""
		}
		return f.Module.Mod.Path
	}
	if p := path(theirs); p != path(ours) {
		if path(was) == "" {
			return fmt.Errorf("it declares module %s, but the spec says %s", path(ours), p)
		}
		if p != path(was) {
			if err := ours.AddModuleStmt(p); err != nil {
				return err
			}
		}
	}
	if theirs.Go != nil && (ours.Go == nil || semver.Compare("v"+theirs.Go.Version, "v"+ours.Go.Version) > 0) {
		return ours.AddGoStmt(theirs.Go.Version)
	}
	return nil
}

func mergeRequires(ours, was, theirs *modfile.File) {
	reqs := slices.Clone(ours.Require)
	for _, t := range theirs.Require {
		i := slices.IndexFunc(reqs, func(r *modfile.Require) bool { return r.Mod.Path == t.Mod.Path })
		if i < 0 {
			if hasRequire(was, t) { // svcgen has required it before, and the user has removed it
				continue
			}
			reqs = append(reqs, &modfile.Require{Mod: t.Mod, Indirect: t.Indirect})
			continue
		}
		merged := *reqs[i]
		merged.Indirect = merged.Indirect && t.Indirect
		if semver.Compare(t.Mod.Version, merged.Mod.Version) > 0 {
			merged.Mod.Version = t.Mod.Version
		}
		reqs[i] = &merged
	}
	ours.SetRequireSeparateIndirect(reqs)
}

func hasRequire(f *modfile.File, r *modfile.Require) bool {
	return slices.ContainsFunc(f.Require, func(have *modfile.Require) bool { return have.Mod == r.Mod })
}

// mergeDirectives adds svcgen's tools and replacements. Those of the user stay, and win if both are about one module.
func mergeDirectives(ours, was, theirs *modfile.File) error {
	for _, t := range theirs.Tool {
		same := func(have *modfile.Tool) bool { return have.Path == t.Path }
		if slices.ContainsFunc(ours.Tool, same) || slices.ContainsFunc(was.Tool, same) {
			continue
		}
		if err := ours.AddTool(t.Path); err != nil {
			return err
		}
	}
	for _, t := range theirs.Replace {
		same := func(have *modfile.Replace) bool { return have.Old.Path == t.Old.Path }
		if slices.ContainsFunc(ours.Replace, same) || slices.ContainsFunc(was.Replace, same) {
			continue
		}
		if err := ours.AddReplace(t.Old.Path, t.Old.Version, t.New.Path, t.New.Version); err != nil {
			return err
		}
	}
	return nil
}

// GoSum makes the union of two go.sum files, in the order in which go writes them.
func GoSum(yours, next []byte) []byte {
	var lines []string
	for _, data := range [][]byte{yours, next} {
		for line := range bytes.Lines(data) {
			if s := strings.TrimSpace(string(line)); s != "" && ConflictMarker(s) == 0 {
				lines = append(lines, s)
			}
		}
	}
	slices.SortFunc(lines, compareSums)
	var b bytes.Buffer
	for _, l := range slices.Compact(lines) {
		b.WriteString(l + "\n")
	}
	return b.Bytes()
}

// compareSums orders lines of go.sum as the go command does: by module, version, then "/go.mod" last.
func compareSums(a, b string) int {
	parse := func(line string) (module.Version, bool) {
		f := strings.Fields(line)
		if len(f) != 3 {
			return module.Version{Path: line}, false
		}
		version, mod := strings.CutSuffix(f[1], "/go.mod")
		return module.Version{Path: f[0], Version: version}, mod
	}
	va, moda := parse(a)
	vb, modb := parse(b)
	if c := strings.Compare(va.Path, vb.Path); c != 0 {
		return c
	}
	if c := semver.Compare(va.Version, vb.Version); c != 0 {
		return c
	}
	if moda != modb {
		if modb {
			return -1
		}
		return 1
	}
	return strings.Compare(a, b)
}
