package plan

import (
	"bytes"
	"path"
)

// joined is the text of a list of rules that a person had before there was a workspace, completed by svcgen's; ok tells
// whether the file is such a list. What a person wrote stays as it is and comes last, which is what counts for git. Only lines
// that are not there yet are added. From then on the file is theirs, as every seeded file.
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
