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
			return nil, &PatternError{Pattern: p, Err: err}
		}
		if strings.Trim(p, "/") == "" { // --take "$FILE" with an empty FILE must not match every file
			return nil, &PatternError{Pattern: p, Err: path.ErrBadPattern}
		}
	}
	return &patterns{list: list, hit: make([]bool, len(list))}, nil
}

// PatternError says that a pattern of Options cannot be read.
type PatternError struct {
	Pattern string
	Err     error
}

func (e *PatternError) Error() string { return fmt.Sprintf("bad pattern %q: %v", e.Pattern, e.Err) }
func (e *PatternError) Unwrap() error { return e.Err }

// BothError says that the Options both keep and take one file.
type BothError struct {
	Path       string
	Keep, Take string // the patterns
}

func (e *BothError) Error() string {
	return fmt.Sprintf("both --keep %s and --take %s match %s", ShellQuote(e.Keep), ShellQuote(e.Take), e.Path)
}

// Check reads the patterns. The error is a *PatternError.
func (o Options) Check() error {
	for _, list := range [][]string{o.Keep, o.Take} {
		if _, err := newPatterns(list); err != nil {
			return err
		}
	}
	return nil
}

// match finds the first pattern that matches any of the names, and remembers all that do.
func (p *patterns) match(names ...string) (pattern string, found bool) {
	for i, one := range p.list {
		for _, name := range names {
			if name == "" || !matches(one, name) {
				continue
			}
			p.hit[i] = true
			if !found {
				pattern, found = one, true
			}
		}
	}
	return pattern, found
}

// named reports whether a pattern is the name itself, not a glob that matches it.
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

// ShellQuote quotes an argument of a command that is printed, if a shell would not take it as it is.
func ShellQuote(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./+@%=:,", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// ShellWords returns the arguments of a command that was put together with ShellQuote.
func ShellWords(command string) []string {
	var words []string
	var word strings.Builder
	quoted, begun := false, false
	for i := 0; i < len(command); i++ {
		switch c := command[i]; {
		case c == '\'':
			quoted, begun = !quoted, true
		case quoted:
			word.WriteByte(c)
		case c == ' ':
			if begun {
				words, begun = append(words, word.String()), false
				word.Reset()
			}
		case c == '\\' && i+1 < len(command):
			i++
			word.WriteByte(command[i])
			begun = true
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
