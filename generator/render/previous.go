package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
)

// Previous is what the last run left.
type Previous interface {
	// Files returns the owned files of a unit if they are those that svcgen makes of these inputs. ok is false if that is not certain.
	Files(unit Input) (files []File, ok bool)
}

// Input is the digest of everything that the files of a unit depend on. A unit is generated or skipped as a whole.
type Input struct {
	Unit   string
	Digest string
	Paths  []string // of its files that need not be made again; one that ends in a slash is a folder, and means all that is in it
}

// unit returns the unit of the view's file.
func (v View) unit() string {
	if v.Service == nil {
		return workspaceUnit
	}
	return "render " + v.Service.Dir
}

// workspaceUnit is the unit of files that belong to no service.
const workspaceUnit = "render ."

// digests computes the inputs of every unit: the texts before they are formatted, and the formatter. Units come in the order
// of their first file.
func digests(texts []text) []Input {
	var inputs []Input
	at := map[string]int{}
	hashes := map[string][]byte{}
	for _, t := range texts {
		if t.Class == Appended {
			continue // a migration is rendered only once, and no other file depends on its text
		}
		if _, ok := at[t.unit]; !ok {
			at[t.unit] = len(inputs)
			inputs = append(inputs, Input{Unit: t.unit})
			hashes[t.unit] = []byte("1") // version of the formatting; increase it when that changes
		}
		if in := &inputs[at[t.unit]]; formatted(t) {
			in.Paths = append(in.Paths, t.Path)
		}
		sum := sha256.Sum256(t.Data)
		hashes[t.unit] = fmt.Appendf(hashes[t.unit], "\n%s %o %s %x", t.Class, t.Mode, t.Path, sum)
	}
	for i := range inputs {
		sum := sha256.Sum256(hashes[inputs[i].Unit])
		inputs[i].Digest = hex.EncodeToString(sum[:])
	}
	return inputs
}

// formatted reports whether a file is owned and Go: those are formatted, and need not be again.
func formatted(t text) bool { return t.Class == Owned && path.Ext(t.Path) == ".go" }

// reuse returns the formatted owned Go files of the units whose inputs have not changed since the last run.
func reuse(inputs []Input, previous Previous) map[string][]byte {
	if previous == nil {
		return nil
	}
	known := map[string][]byte{}
	for _, in := range inputs {
		files, ok := previous.Files(in)
		if !ok {
			continue
		}
		for _, f := range files {
			known[f.Path] = f.Data
		}
	}
	return known
}
