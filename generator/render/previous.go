package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
)

// Previous is the result of the last run: its manifest, and the files that still match it.
type Previous interface {
	// Inputs returns the recorded digest of a unit, or "".
	Inputs(unit string) string
	// Files returns the owned files directly in a directory, as the last run wrote them. ok is false if one of them is missing or was
	// edited.
	Files(dir string) (files []File, ok bool)
}

// Input is the digest of everything that the files of a unit depend on. A unit is generated or skipped as a whole.
type Input struct {
	Unit   string
	Digest string
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
		sum := sha256.Sum256(t.Data)
		hashes[t.unit] = fmt.Appendf(hashes[t.unit], "\n%s %o %s %x", t.Class, t.Mode, t.Path, sum)
	}
	for i := range inputs {
		sum := sha256.Sum256(hashes[inputs[i].Unit])
		inputs[i].Digest = hex.EncodeToString(sum[:])
	}
	return inputs
}

// reuse returns the formatted owned Go files of the units whose inputs have not changed since the last run.
func reuse(texts []text, inputs []Input, previous Previous) map[string][]byte {
	if previous == nil {
		return nil
	}
	current := map[string]bool{}
	for _, in := range inputs {
		current[in.Unit] = previous.Inputs(in.Unit) == in.Digest
	}
	known := map[string][]byte{}
	asked := map[string]bool{}
	for _, t := range texts {
		dir := path.Dir(t.Path)
		if !current[t.unit] || t.Class != Owned || path.Ext(t.Path) != ".go" || asked[dir] {
			continue
		}
		asked[dir] = true
		files, ok := previous.Files(dir)
		if !ok {
			continue
		}
		for _, f := range files {
			known[f.Path] = f.Data
		}
	}
	for _, t := range texts { // units may share a folder
		if !current[t.unit] {
			delete(known, t.Path)
		}
	}
	return known
}
