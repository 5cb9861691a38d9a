package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// patterns decides which conflicts --keep and --take are about. A pattern is anchored at the workspace's root: a path, a
// directory (all below it), or a glob in which ** stands for any number of directories.
type patterns struct {
	list []string
	hit  []bool
}

func newPatterns(list []string) (*patterns, error) {
	for _, p := range list {
		if _, err := path.Match(p, ""); err != nil {
			return nil, fmt.Errorf("bad pattern %q: %w", p, err)
		}
	}
	return &patterns{list: list, hit: make([]bool, len(list))}, nil
}

// match tells whether any pattern matches name, and remembers which did.
func (p *patterns) match(name string) bool {
	found := false
	for i, pattern := range p.list {
		if matches(pattern, name) {
			p.hit[i], found = true, true
		}
	}
	return found
}

// named tells whether a pattern is the very name, rather than matches it.
func (p *patterns) named(name string) bool { return slices.Contains(p.list, name) }

func (p *patterns) unused() []string {
	var out []string
	for i, pattern := range p.list {
		if !p.hit[i] {
			out = append(out, pattern)
		}
	}
	return out
}

func matches(pattern, name string) bool {
	pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
	if pattern == name || pattern == "." || pattern == "" {
		return true
	}
	return matchElements(strings.Split(pattern, "/"), strings.Split(name, "/"))
}

func matchElements(pattern, name []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			for i := range name {
				if matchElements(pattern[1:], name[i:]) {
					return true
				}
			}
			return false
		}
		if len(name) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], name[0]); err != nil || !ok {
			return false
		}
		pattern, name = pattern[1:], name[1:]
	}
	return true // what is left of name lies below the directory that matched
}

// shellWord quotes a path for the commands that are printed.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./+@%=:,", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
