package pgschema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// File is a goose migration.
type File struct {
	Name        string // 00002_products_add_note.sql
	Data        []byte
	Destructive bool // it deletes data
	Narrows     bool // it fails if existing rows break a rule that is new or narrower
	Renames     bool // programs that run use names that it takes from them
}

// Changed reports whether Diff has anything to do. Moves alone can be a change: if two names are exchanged, or a new table takes the
// name of a dropped one, the schemas may be equal.
func Changed(have, want *Schema, moves Moves) bool {
	return have.Digest() != want.Digest() || moves.any()
}

// InitialFile returns the text of the migration that creates the whole schema.
func (s *Schema) InitialFile() string {
	m := s.Initial()
	return header(emptyDigest, s.Digest(), false, false) + "-- +goose Up\n" + m.Up + "\n\n-- +goose Down\n" + m.Down + "\n"
}

// Diff returns the migrations that lead from one schema to another, none if nothing has changed. There are at most three: the first
// copies columns that get a mirror, the second changes tables in one transaction, the third changes constraints and indexes. The first
// and the third run while other sessions read and write. existing are the file names of the migrations so far.
func Diff(have, want *Schema, moves Moves, existing []string) []File {
	if !Changed(have, want, moves) {
		return nil
	}
	e := &evolver{have: have.clone(), want: want, moves: moves, fresh: map[string]bool{}, freed: map[string]*Constraint{}}
	from, number := e.have.Digest(), lastNumber(existing)
	var files []File
	write := func(kind string, steps []step) {
		if len(steps) == 0 {
			return
		}
		number++
		to := e.have.Digest()
		destructive := slices.ContainsFunc(steps, func(s step) bool { return s.destructive })
		files = append(files, File{
			Name:        fmt.Sprintf("%05d_%s.sql", number, fileWhat(steps, kind)),
			Data:        []byte(header(from, to, destructive, kind != changes) + script(steps)),
			Destructive: destructive,
			Narrows:     slices.ContainsFunc(steps, func(s step) bool { return s.narrows }),
			Renames:     slices.ContainsFunc(steps, func(s step) bool { return s.renames }),
		})
		from = to
	}
	write("copies", e.startMirrors())
	write(changes, e.tables())
	write("rules_and_indexes", e.online())
	return files
}

// header returns the lines above the SQL. The digests chain the migrations: each starts from the schema that the previous one
// produced.
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

// paragraphs joins steps, with blank lines around those of several lines.
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

// changes is the kind of the migration that runs in one transaction.
const changes = "changes"

// fileWhat returns the part of a file name that says what the migration does: the only step, or the table and the kind.
func fileWhat(steps []step, kind string) string {
	var whats, tables []string
	for _, s := range steps {
		if s.what != "" && !slices.Contains(whats, s.what) {
			whats = append(whats, s.what)
		}
		if !slices.Contains(tables, s.table) {
			tables = append(tables, s.table)
		}
	}
	switch {
	case len(whats) == 1:
		return whats[0]
	case len(tables) == 1:
		return tables[0] + "_" + kind
	}
	return kind
}

// lastNumber returns the highest number of the migrations in files.
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
