package say

import "cmp"

// PacksDocument is printed by svcgen list packs.
type PacksDocument struct {
	Head
	Packs []ListedPack `json:"packs"` // those that svcgen brings, then those of the workspace, by name
}

// ListedPack is a set of extra files.
type ListedPack struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Used        bool   `json:"used"`            // the spec names it
	File        string `json:"file,omitempty"`  // of a pack of the workspace's own: its pack.yaml
	Files       int    `json:"files,omitempty"` // of a pack of the workspace's own: how many rows its table has
}

// Packs prints the packs, and marks those that the spec names.
func (r *Report) Packs(packs []ListedPack) {
	for _, p := range packs {
		mark := " "
		if p.Used {
			mark = "*"
		}
		r.outf("%s %-16s %s\n", mark, p.Name, cmp.Or(p.Description, p.File))
	}
	r.outf("\n* named by packs: in svcgen.yaml\n")
}
