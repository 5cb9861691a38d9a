package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// dayTwoDir holds the story of TestDayTwo: shop.yaml is the spec of day one, edits.txt what a person then writes by hand, and
// steps.yaml what happens afterwards.
const dayTwoDir = "../../testdata/daytwo"

// dayTwoStory is steps.yaml.
type dayTwoStory struct {
	Rows  []query // of day one
	Steps []dayTwoStep
}

// dayTwoStep is one change of a workspace that is in use. Names of services stand for their spec or their database.
type dayTwoStep struct {
	Name    string
	Refused []attempt // what is tried before and refused
	Edit    hunks     // of the spec
	Run     []string  // the command; svcgen generate if there is none
	Own     hunks     // files of the user's that this step adds
	Nothing bool      // svcgen has nothing to do

	Makes   string            // the migrations that are made: catalog/products_add_note
	Clients []string          // what breaks for clients of the API: svcgen names it before it is told --breaking
	Breaks  []string          // and what buf breaking says
	Moved   map[string]string // files of the user's that get another name
	Service map[string]string // services that get another name

	Before  []query           // run in the databases before the migrations
	Stuck   string            // the error of a migration that the rows do not allow; then
	Repair  []query           // what a person does about it
	Renamed map[string]string // catalog.products: goods; catalog.products.note: remark
	Gone    []string          // tables and columns that go with their data
	Other   []string          // columns whose values change, which Asks look at
	Lossy   bool              // the way back does not bring everything back
	Asks    []query
	After   []query // run afterwards: rows for new tables, values for new columns
}

// attempt is an edit of the spec that svcgen must not carry out.
type attempt struct {
	Edit hunks
	Code int
	Says []string
}

// query is SQL in the database of a service; rows is the answer, values apart by commas in parentheses.
type query struct{ Service, SQL, Rows string }

// edit replaces text that a file holds once. If old is empty, the text goes to the top.
type edit struct{ file, old, text string }

// hunks are edits, written as a diff shows them; steps.yaml says how.
type hunks []edit

func (h *hunks) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	*h = parseHunks(text)
	return nil
}

func parseHunks(text string) hunks {
	var all hunks
	for line := range strings.Lines(text) {
		if file, ok := strings.CutPrefix(line, "@"); ok {
			next := edit{file: strings.TrimSpace(file)}
			if next.file == "" {
				next.file = all[len(all)-1].file
			}
			all = append(all, next)
			continue
		}
		e := &all[len(all)-1]
		switch mark, rest := line[0], line[1:]; mark {
		case '-':
			e.old += rest
		case '+':
			e.text += rest
		default:
			line = strings.TrimPrefix(line, " ")
			e.old, e.text = e.old+line, e.text+line
		}
	}
	return all
}

func readDayTwo(t *testing.T) dayTwoStory {
	t.Helper()
	var story dayTwoStory
	if err := yaml.UnmarshalWithOptions([]byte(read(t, filepath.Join(dayTwoDir, "steps.yaml"))), &story, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return story
}

// dayTwoEdits are what a person wrote on day one: lines in files that svcgen writes too, files that svcgen wrote once, and
// files of their own.
func dayTwoEdits(t *testing.T) hunks {
	t.Helper()
	return parseHunks(read(t, filepath.Join(dayTwoDir, "edits.txt")))
}
