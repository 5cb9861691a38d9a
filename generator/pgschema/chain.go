package pgschema

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Link is a migration that svcgen wrote. It leads from one schema to another, each identified by its digest.
type Link struct {
	File     string // 00002_products_add_note.sql
	Number   int
	From, To string
}

// ReadLink reads the first line of a migration. ok is false if the user wrote the migration: then it is not part of the chain.
func ReadLink(file string, data []byte) (link Link, ok bool) {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	var from, to string
	n, err := fmt.Sscanf(strings.TrimRight(string(first), "\r"), "-- svcgen:from %s to %s", &from, &to)
	number, numbered := migrationNumber(file)
	return Link{File: file, Number: number, From: from, To: to}, err == nil && n == 2 && numbered
}

// ChainProblem is a break in the migration chain of a service.
type ChainProblem struct {
	Service string
	Path    string // of the file, or the folder
	Msg     string
	Hint    string // what to do
	Forked  bool   // two branches changed the schema: svcgen merge solves it, if they were merged
}

func (p ChainProblem) String() string {
	if p.Hint == "" {
		return p.Path + ": " + p.Msg
	}
	return p.Path + ": " + p.Msg + "\n  hint: " + strings.ReplaceAll(p.Hint, "\n", "\n        ")
}

// ChainError reports that the migrations of a service do not form a chain from an empty database to its schema.
type ChainError struct{ Problems []ChainProblem }

func (e *ChainError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// History names the migrations of a service and the schema that they must produce.
type History struct {
	Service string
	Dir     string // directory of the migrations: services/catalog/migrations
	Ledger  string // file that holds Current: .svcgen/model/catalog.yaml
	Current *Schema
}

// Verify checks that svcgen's migrations lead, one after the other, from an empty database to the current schema. files are all
// migrations of the service, by name. The error is a *ChainError.
func (h History) Verify(files map[string][]byte) error {
	var links []Link
	var problems []ChainProblem
	add := func(path, hint, format string, args ...any) *ChainProblem {
		problems = append(problems, ChainProblem{Service: h.Service, Path: path, Msg: fmt.Sprintf(format, args...), Hint: hint})
		return &problems[len(problems)-1]
	}
	numbers := map[int]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if n, ok := migrationNumber(name); ok {
			if other := numbers[n]; other != "" && !bothLinks(files, other, name) {
				add(h.Dir+"/"+name, "after a merge: svcgen merge; else give one of them the next free number", "%s also has number %d", other, n).Forked = true
			}
			numbers[n] = name
		}
		if link, ok := ReadLink(name, files[name]); ok {
			links = append(links, link)
		}
	}
	slices.SortStableFunc(links, func(a, b Link) int { return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.File, b.File)) })
	c := chain{dir: h.Dir, ledger: h.Ledger, links: links, current: h.Current.Digest(), add: add}
	c.verify()
	if len(problems) > 0 {
		return &ChainError{problems}
	}
	return nil
}

// bothLinks reports whether svcgen wrote both files. Then the check of the chain reports them, with a better hint.
func bothLinks(files map[string][]byte, a, b string) bool {
	_, first := ReadLink(a, files[a])
	_, second := ReadLink(b, files[b])
	return first && second
}

type chain struct {
	dir     string
	ledger  string
	links   []Link
	current string
	add     func(path, hint, format string, args ...any) *ChainProblem
}

func (c *chain) verify() {
	at := emptyDigest
	for i, link := range c.links {
		if link.From == at {
			at = link.To
			continue
		}
		if other := c.sameStart(i); other >= 0 {
			c.forked(other, i)
			return
		}
		hint := "restore it: git checkout HEAD -- " + c.dir + "\nif the deletion is committed, find it: git log --diff-filter=D --name-only -- " + c.dir
		if i == 0 {
			c.add(c.dir+"/"+link.File, hint, "it is the first migration, but starts from schema %s: earlier migrations are missing", link.From)
		} else {
			c.add(c.dir+"/"+link.File, hint, "it starts from schema %s, but %s ends at %s: a migration between them is missing", link.From, c.links[i-1].File, at)
		}
		return
	}
	switch {
	case at == c.current:
	case len(c.links) == 0:
		c.add(c.dir, "restore them from git; if the service was never deployed, delete "+c.ledger+" and start over",
			"the ledger holds a schema, but the migrations that svcgen wrote are missing")
	default:
		c.add(c.dir, "restore the migrations and "+path.Dir(c.ledger)+" from the same commit",
			"%s ends at schema %s, but the ledger holds %s: a migration is missing, or the ledger is from another commit",
			c.links[len(c.links)-1].File, at, c.current)
	}
}

// sameStart returns the index of an earlier link that starts from the same schema as the i-th, -1 if there is none.
func (c *chain) sameStart(i int) int {
	return slices.IndexFunc(c.links[:i], func(l Link) bool { return l.From == c.links[i].From })
}

// forked reports that two branches changed the schema, and how to put their migrations one after the other.
func (c *chain) forked(first, second int) {
	a, b := c.branch(first), c.branch(second)
	end := a[len(a)-1].To
	number := c.links[len(c.links)-1].Number
	for _, l := range a {
		number = max(number, l.Number)
	}
	var lines []string
	from := end
	for i, l := range b {
		number++
		_, what, _ := strings.Cut(l.File, "_")
		to := l.To
		if i == len(b)-1 {
			to = c.current
		}
		file := fmt.Sprintf("%05d_%s", number, what)
		lines = append(lines,
			fmt.Sprintf("git mv %s/%s %s/%s", c.dir, l.File, c.dir, file),
			fmt.Sprintf("then change its first line to: -- svcgen:from %s to %s", from, to))
		from = to
	}
	c.add(c.dir+"/"+b[0].File, "after a merge: svcgen merge puts them in order; else, if "+b[0].File+" was not applied anywhere yet (otherwise do the same with "+a[0].File+"):\n"+strings.Join(lines, "\n"),
		"it starts from schema %s, and so does %s: two branches changed the schema", b[0].From, a[0].File).Forked = true
}

// branch returns the link at index start and those that follow from it.
func (c *chain) branch(start int) []Link {
	branch := []Link{c.links[start]}
	for {
		at := branch[len(branch)-1].To
		next := slices.IndexFunc(c.links, func(l Link) bool { return l.From == at && !slices.Contains(branch, l) })
		if next < 0 {
			return branch
		}
		branch = append(branch, c.links[next])
	}
}
