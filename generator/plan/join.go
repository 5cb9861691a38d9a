package plan

import (
	"bytes"
	"path"
)

// joined completes a list of rules, such as a .gitignore, that a person wrote before there was a workspace; ok is false if the
// file is no such list. Missing lines of svcgen's are added above, so that the person's rules come last and win. From then on
// the file is theirs, like every seeded file.
func joined(name string, yours, ours []byte) (text []byte, ok bool) {
	switch path.Base(name) {
	case ".gitignore", ".gitattributes", ".dockerignore":
	default:
		return nil, false
	}
	have := map[string]bool{}
	for line := range bytes.Lines(yours) {
		have[string(bytes.TrimSpace(line))] = true
	}
	var block, paragraph []byte // comments and blank lines go with the rules below them
	rules := false
	flush := func() {
		if rules {
			block = append(block, paragraph...)
		}
		paragraph, rules = nil, false
	}
	for line := range bytes.Lines(append(bytes.TrimRight(ours, "\n"), '\n')) {
		rule := bytes.TrimSpace(line)
		switch {
		case len(rule) == 0:
			flush()
			paragraph = append(paragraph, line...)
		case rule[0] == '#':
			paragraph = append(paragraph, line...)
		case !have[string(rule)]:
			paragraph, rules = append(paragraph, line...), true
		}
	}
	flush()
	if len(block) == 0 {
		return yours, true
	}
	if len(bytes.TrimSpace(yours)) == 0 {
		return ours, true
	}
	block = bytes.TrimLeft(block, "\n")
	return append(append(block, "\n# what was here before svcgen\n"...), yours...), true
}
