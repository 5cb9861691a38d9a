package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// MigrationFile is a goose migration.
type MigrationFile struct {
	Path        string // services/catalog/migrations/00002_products_add_note.sql
	Data        []byte
	Destructive bool // data that are there are deleted
	Narrows     bool // it fails where rows that are there break a rule that is new or narrower
}

// Initial reports whether the service has no schema yet: its first migration makes all of it.
func (s *Service) Initial() bool { return len(s.before.tables) == 0 }

// Changed reports whether the schema is another than that of the last run. It is too where two names are exchanged, or a resource
// takes the table of one that is removed, though nothing but the data shows that.
func (s *Service) Changed() bool {
	return s.before.digest() != s.schema().digest() || len(s.replaced(s.before).tables) > 0 || slices.ContainsFunc(s.Resources, func(r *Resource) bool {
		return r.before != nil && (r.before.Plural != r.Table || slices.ContainsFunc(r.Fields, func(f *Field) bool {
			return f.before != nil && f.before.Name != f.Column
		}))
	})
}

// InitialFile is the text of the migration that makes the whole schema.
func (s *Service) InitialFile() string {
	m := s.InitialMigration()
	return header(emptyDigest, s.schema().digest(), false, false) + "-- +goose Up\n" + m.Up + "\n\n-- +goose Down\n" + m.Down + "\n"
}

// Migrations lead from the schema of the last run to the one that the spec describes; there is none where both are the same,
// and none where the service is new. Of the two that there are at most, the first changes tables in one transaction, and the
// second constraints and indexes while others read and write. existing are the names of the files beside which they will stand.
func (s *Service) Migrations(existing []string) []MigrationFile {
	if s.Initial() || !s.Changed() {
		return nil
	}
	e := &evolver{service: s, have: s.before.clone(), want: s.schema(), fresh: map[string]bool{}, freed: map[string]*constraint{}}
	from, number := e.have.digest(), lastNumber(existing)
	var files []MigrationFile
	write := func(steps []step, online bool) {
		if len(steps) == 0 {
			return
		}
		number++
		to := e.have.digest()
		destructive := slices.ContainsFunc(steps, func(s step) bool { return s.destructive })
		files = append(files, MigrationFile{
			Path:        fmt.Sprintf("%s/migrations/%05d_%s.sql", s.Dir, number, fileWhat(steps, online)),
			Data:        []byte(header(from, to, destructive, online) + script(steps)),
			Destructive: destructive,
			Narrows:     slices.ContainsFunc(steps, func(s step) bool { return s.narrows }),
		})
		from = to
	}
	write(e.tables(), false)
	write(e.online(), true)
	return files
}

// header are the lines above the SQL. The digests chain the migrations: each begins where the one before it ended.
func header(from, to string, destructive, online bool) string {
	text := "-- svcgen:from " + from + " to " + to + "\n"
	if destructive {
		text += "-- svcgen:destructive\n"
	}
	if online {
		text += "-- +goose NO TRANSACTION\n-- Each statement may be repeated: after a failure goose starts over.\n"
	}
	return text
}

func script(steps []step) string {
	var up, down [][]string
	for _, s := range steps {
		up = append(up, s.up)
	}
	for _, s := range slices.Backward(steps) {
		down = append(down, s.down)
	}
	return "-- +goose Up\n" + paragraphs(up) + "\n\n-- +goose Down\n" + paragraphs(down) + "\n"
}

// paragraphs puts a blank line around what takes several lines.
func paragraphs(steps [][]string) string {
	var b strings.Builder
	long := false
	for i, statements := range steps {
		text := strings.Join(statements, "\n")
		was := long
		if long = strings.Contains(text, "\n"); i > 0 && (was || long) {
			b.WriteByte('\n')
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text)
	}
	return b.String()
}

// fileWhat says in a few words what a migration does.
func fileWhat(steps []step, online bool) string {
	var whats, tables []string
	for _, s := range steps {
		if s.what != "" && !slices.Contains(whats, s.what) {
			whats = append(whats, s.what)
		}
		if !slices.Contains(tables, s.table) {
			tables = append(tables, s.table)
		}
	}
	kind := "changes"
	if online {
		kind = "rules_and_indexes"
	}
	switch {
	case len(whats) == 1:
		return whats[0]
	case len(tables) == 1:
		return tables[0] + "_" + kind
	}
	return kind
}

// lastNumber is the highest number of the migrations that are there.
func lastNumber(files []string) int {
	last := 0
	for _, name := range files {
		if n, ok := migrationNumber(name); ok {
			last = max(last, n)
		}
	}
	return last
}

func migrationNumber(name string) (int, bool) {
	digits, _, ok := strings.Cut(name, "_")
	if !ok || !strings.HasSuffix(name, ".sql") {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0
}
