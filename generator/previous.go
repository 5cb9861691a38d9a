package generator

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// Proofs remembers texts by a key, outside of the workspace; *toolchain.Tools does.
type Proofs interface {
	Proof(key string) string
	KeepProof(key, text string)
}

// previous tells the generators what the last run left. The manifest says so too, but anybody can write it: only what this user's
// svcgen has made itself, from the same inputs, need not be made again.
type previous struct {
	state   plan.State
	entries map[string][]plan.Entry // the manifest's lines about a file, or the files in a folder, whose path ends in a slash
	made    map[string]string       // digests of the files of a unit, by those of the unit
	mu      sync.Mutex
	reused  map[string]bool // units
}

// previous returns what the last run left; nil if there was none, or if everything is to be generated again.
func (o Options) previous(module string) *previous {
	if o.Full || o.State.Disk == nil || o.Proofs == nil {
		return nil
	}
	p := &previous{state: o.State, entries: map[string][]plan.Entry{}, made: made(o.Proofs, module), reused: map[string]bool{}}
	for _, e := range o.State.Manifest.Files {
		dir := path.Dir(e.Path) + "/"
		p.entries[e.Path], p.entries[dir] = append(p.entries[e.Path], e), append(p.entries[dir], e)
	}
	return p
}

// Files are the owned files of a unit; ok is false if one of them is not as svcgen made it of these inputs.
func (p *previous) Files(in render.Input) ([]render.File, bool) {
	if p == nil || string(p.state.Manifest.Unit(in.Unit)) != in.Digest {
		return nil, false
	}
	var files []render.File
	var entries []plan.Entry
	for _, name := range in.Paths {
		for _, e := range p.entries[name] {
			if e.Class == plan.Ejected || e.Class == plan.Kept {
				return nil, false // a decision of the user: svcgen must know what it would write now, or the decision would be lost
			}
			if e.Class != render.Owned {
				continue
			}
			data, err := fs.ReadFile(p.state.Disk, e.Path)
			if err != nil || plan.DigestOf(data) != e.Digest {
				return nil, false
			}
			files = append(files, render.File{Path: e.Path, Mode: 0o644, Class: e.Class, Data: plan.Normalise(data)})
			entries = append(entries, e)
		}
	}
	if p.made[inputDigest(in)] != filesDigest(entries) {
		return nil, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reused[in.Unit] = true
	return files, true
}

// mostMade is how many units are remembered of a module, those of its branches and of earlier runs too.
const mostMade = 4000

// remember keeps what the units of a run were made into, unless nothing is new.
func (o Options) remember(module string, last *previous, inputs []render.Input, files []render.File) {
	if o.Proofs == nil {
		return
	}
	at := map[string][]render.File{} // as previous.entries
	for _, f := range slices.SortedFunc(slices.Values(files), func(a, b render.File) int { return cmp.Compare(a.Path, b.Path) }) {
		if dir := path.Dir(f.Path) + "/"; f.Class == render.Owned {
			at[f.Path], at[dir] = []render.File{f}, append(at[dir], f)
		}
	}
	var lines []string
	for _, in := range inputs {
		if last != nil && last.reused[in.Unit] {
			continue
		}
		var entries []plan.Entry
		for _, name := range in.Paths {
			for _, f := range at[name] {
				entries = append(entries, plan.Entry{Path: f.Path, Digest: plan.DigestOf(f.Data)})
			}
		}
		lines = append(lines, inputDigest(in)+" "+filesDigest(entries))
	}
	if len(lines) == 0 {
		return
	}
	lines = slices.AppendSeq(lines, strings.SplitSeq(o.Proofs.Proof(madeKey(module)), "\n"))
	o.Proofs.KeepProof(madeKey(module), strings.Join(lines[:min(len(lines), mostMade)], "\n"))
}

// made reads what remember has kept.
func made(proofs Proofs, module string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(proofs.Proof(madeKey(module))) {
		if in, files, ok := strings.Cut(strings.TrimSpace(line), " "); ok && out[in] == "" { // the newest is the first
			out[in] = files
		}
	}
	return out
}

func madeKey(module string) string { return digest("made 1 %q", module) }

func inputDigest(in render.Input) string { return digest("%q %q %q", in.Unit, in.Digest, in.Paths) }

func filesDigest(entries []plan.Entry) string {
	h := sha256.New()
	for _, e := range entries {
		_, _ = fmt.Fprintf(h, "%s %q\n", e.Digest, e.Path) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil))
}

func digest(format string, args ...any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, format, args...))
	return hex.EncodeToString(sum[:])
}
