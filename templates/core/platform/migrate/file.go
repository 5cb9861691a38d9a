package migrate

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

// migration is a file, and when the database applied it.
type migration struct {
	number      int64
	file        string // "" if only the database knows the number
	up, down    string // SQL, without goose's annotations
	destructive bool
	applied     time.Time // zero if it is pending
}

func (m migration) isApplied() bool { return !m.applied.IsZero() }

// sql returns the SQL of a direction: "down", or up.
func (m migration) sql(direction string) string {
	if direction == "down" {
		return m.down
	}
	return m.up
}

// read returns the migrations of the files, unordered. Like goose it skips files without a number.
func read(migrations fs.FS) ([]migration, error) {
	files, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	var all []migration
	for _, file := range files {
		number, err := goose.NumericComponent(file)
		if err != nil {
			continue
		}
		data, err := fs.ReadFile(migrations, file)
		if err != nil {
			return nil, fmt.Errorf("migrations: %w", err)
		}
		if envsub(string(data)) {
			return nil, fmt.Errorf("migration %s: ENVSUB would put environment variables into errors and logs: write the value instead", file)
		}
		all = append(all, parse(number, file, string(data)))
	}
	return all, nil
}

// envsub reports whether goose would write environment variables into the SQL. It finds the annotation as goose does.
func envsub(text string) bool {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "--", ""), "+goose", "")
	return strings.Contains(strings.ToUpper(text), "ENVSUB ON")
}

func parse(number int64, file, text string) migration {
	m := migration{number: number, file: file}
	section := new(string) // what is above the annotation Up belongs to neither
	for line := range strings.Lines(text) {
		switch comment, is := strings.CutPrefix(strings.TrimSpace(line), "--"); {
		case !is, !strings.Contains(comment, "+goose") && !strings.Contains(comment, "svcgen:destructive"):
			*section += line
		case strings.HasSuffix(comment, "+goose Up"):
			section = &m.up
		case strings.HasSuffix(comment, "+goose Down"):
			section = &m.down
		case strings.Contains(comment, "svcgen:destructive"):
			m.destructive = true
		}
	}
	return m
}

// statements cuts SQL at its semicolons and leaves out lines that are comments. It does not know literals: it is for people, and for
// finding words.
func statements(sql string) []string {
	var code strings.Builder
	for line := range strings.Lines(sql) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			code.WriteString(line)
		}
	}
	var all []string
	for statement := range strings.SplitSeq(code.String(), ";") {
		if words := strings.Fields(statement); len(words) > 0 {
			all = append(all, strings.Join(words, " ")+";")
		}
	}
	return all
}

// losses returns the statements that delete data, in one line.
func losses(sql string) string {
	return strings.Join(slices.DeleteFunc(statements(sql), func(s string) bool { return !deletes(s) }), " ")
}

// deletes reports whether a statement deletes rows, columns, tables, or something that is not known to be without data.
func deletes(statement string) bool {
	words := strings.Fields(strings.ToUpper(statement))
	for i, word := range words[:len(words)-1] {
		switch next := words[i+1]; {
		case word == "TRUNCATE":
			return true
		case word == "DELETE" && (i == 0 || !slices.Contains([]string{"AFTER", "BEFORE", "FOR", "ON", "OR"}, words[i-1])):
			return true
		case word == "USING" && slices.Contains(words[:i], "TYPE"): // may round, or cut off
			return true
		case word == "DROP" && !slices.Contains([]string{"CONSTRAINT", "DEFAULT", "FUNCTION", "INDEX", "NOT", "TRIGGER", "VIEW"}, next):
			return true
		}
	}
	return false
}
