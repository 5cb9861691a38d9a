package generator

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

const notes = `version: 1
module: example.com/notes
auth: none
services: {notes: {resources: {note: {fields: {title: string}}}}}
`

func disk(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func TestResolveKeepsWhatTheLedgerSays(t *testing.T) {
	sources := []spec.Source{{Path: "notes.yaml", Data: []byte(notes)}}
	_, m, err := Resolve(sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	if port := m.Services[0].GRPCPort; port != 9001 {
		t.Errorf("the first service has port %d", port)
	}
	_, m, err = Resolve(sources, disk(map[string]string{
		".svcgen/model/notes.yaml": "service: notes\ngrpc_port: 9007\nadmin_port: 9107\n",
		".svcgen/model/README":     "not a ledger",
		// an editor's lock
		".svcgen/model/.#notes.yaml": "somebody@host",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if port := m.Services[0].GRPCPort; port != 9007 {
		t.Errorf("the port is %d, and the ledger says 9007", port)
	}
}

func TestResolveReportsProblems(t *testing.T) {
	var problems spec.Problems
	if _, _, err := Resolve([]spec.Source{{Path: "x.yaml", Data: []byte(strings.Replace(notes, "string", "strng", 1))}}, nil); !errors.As(err, &problems) {
		t.Errorf("a bad spec gives %v", err)
	}
	broken := disk(map[string]string{".svcgen/model/notes.yaml": "<<<<<<< ours\n"})
	if _, _, err := Resolve([]spec.Source{{Path: "x.yaml", Data: []byte(notes)}}, broken); !errors.As(err, &problems) {
		t.Errorf("a broken ledger gives %v", err)
	}
}

func TestLedgerEditsAreThoseThatChange(t *testing.T) {
	_, known, err := build.Model(mustParse(t, notes), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	all := ledgerEdits(known, nil)
	if len(all) != 1 || all[0].Path != ".svcgen/model/notes.yaml" {
		t.Fatalf("edits %v", all)
	}
	crlf := strings.ReplaceAll(string(all[0].Data), "\n", "\r\n")
	if again := ledgerEdits(known, disk(map[string]string{all[0].Path: crlf})); len(again) != 0 {
		t.Errorf("a ledger that git converted is written again: %v", again)
	}
	if again := ledgerEdits(known, disk(map[string]string{all[0].Path: "old"})); len(again) != 1 {
		t.Errorf("a ledger that differs is not written")
	}
}

func mustParse(t *testing.T, text string) *spec.Spec {
	t.Helper()
	s, err := spec.Parse([]spec.Source{{Path: "x.yaml", Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestUnits(t *testing.T) {
	got := units([]render.Input{{Unit: "render .", Digest: "1"}}, []codegen.Input{{Unit: "proto services/a", Digest: "2"}})
	if len(got) != 2 || got[0] != (plan.Unit{Name: "render .", Digest: "1"}) || got[1].Name != "proto services/a" {
		t.Errorf("units %v", got)
	}
}
