package spec

import (
	"strings"
	"testing"
)

func TestParsePack(t *testing.T) {
	t.Parallel()
	p, err := ParsePack("team", Source{Path: PackFile("team"), Data: []byte(`version: 1
description: what the team wants
files:
  - {path: .github/CODEOWNERS, template: CODEOWNERS.tmpl}
  - {path: "deploy/{service}/{resource}.yaml", template: a/b.tmpl, class: owned, each: resource, delims: "[[ ]]"}
`)})
	if err != nil {
		t.Fatal(err)
	}
	one, two := p.Rows[0], p.Rows[1]
	if p.Description != "what the team wants" || one.Class != "merged" || one.Each != "workspace" || two.Class != "owned" || two.Left != "[[" || two.Right != "]]" || two.Pos.Line != 5 {
		t.Errorf("%+v", p)
	}
}

// A table that is wrong says where, and no path leads out of the workspace or to svcgen's own files.
func TestBadPacks(t *testing.T) {
	t.Parallel()
	row := func(path string) string {
		return "version: 1\nfiles:\n  - {path: \"" + path + "\", template: a.tmpl}\n"
	}
	for text, want := range map[string]string{
		"":                                   "1:1: the file is empty",
		"version: 2\nfiles: []":              `1:10: unknown version "2"`,
		"files: []":                          `1:1: "version" is missing`,
		"version: 1":                         `1:1: "files" is missing`,
		"version: 1\nfile: []":               `2:1: unknown key "file"`,
		"version: 1\nfiles: a":               `2:8: "files" must be a list, not text`,
		"version: 1\nfiles: [a]":             `2:9: a file of a pack must be a mapping, not text`,
		"version: 1\nfiles: [{template: a}]": `2:9: "path" is missing`,
		"version: 1\nfiles: [{path: a}]":     `2:9: "template" is missing`,
		"version: 1\nfiles: [{path: a, template: ../a}]":                        `2:29: template "../a" is not in the pack`,
		"version: 1\nfiles: [{path: a, template: /etc/passwd}]":                 `2:29: template "/etc/passwd" is not in the pack`,
		"version: 1\nfiles: [{path: a, template: a, class: append}]":            `2:39: unknown class "append"`,
		"version: 1\nfiles: [{path: a, template: a, each: field}]":              `2:38: unknown each "field"`,
		"version: 1\nfiles: [{path: a, template: a, delims: x}]":                `2:40: "delims" must be two marks`,
		"version: 1\nfiles: [{path: a, template: a, each: service}]":            `2:16: every service would write the same file`,
		"version: 1\nfiles: [{path: \"{service}\", template: a}]":               `2:16: unknown placeholder "{service}"`,
		"version: 1\nfiles: [{path: \"{service\", template: a, each: service}]": `2:16: a brace without its counterpart`,

		row("../a"):                              `"../a" is not a path of a workspace`,
		row("/etc/a"):                            `"/etc/a" is not a path of a workspace`,
		row("a/../../b"):                         "is not a path of a workspace",
		row(`a\\b`):                              "is not a path of a workspace",
		row("C:/a"):                              "is not a path of a workspace",
		row(".svcgen/manifest"):                  "svcgen's own files are there",
		row(".SVCGEN/manifest"):                  "svcgen's own files are there",
		row(".git/hooks/pre-commit"):             "it belongs to git",
		row("a/.Git/config"):                     "it belongs to git",
		row("go.mod"):                            "svcgen's own files are there",
		row("SvcGen.yaml"):                       "svcgen's own files are there",
		row("go.work"):                           "svcgen's own files are there",
		row("vendor/modules.txt"):                "svcgen's own files are there",
		row(".env"):                              "it has the settings of one machine",
		row("gen/go/a.go"):                       "svcgen's own files are there",
		row("services/catalog/service.yaml"):     "svcgen's own files are there",
		row("services/catalog/migrations/1.sql"): "svcgen's own files are there",

		row("services/x/internal/postgres/db/db.go"): "svcgen's own files are there",
	} {
		_, err := ParsePack("team", Source{Path: "pack.yaml", Data: []byte(text)})
		if err == nil || !strings.HasPrefix(err.Error(), "pack.yaml:") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParsePack(f *testing.F) {
	f.Add([]byte("version: 1\nfiles: [{path: \"{service}\", template: a, each: service, delims: \"[[ ]]\", class: owned}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := ParsePack("team", Source{Path: "pack.yaml", Data: data}); (p == nil) == (err == nil) {
			t.Errorf("%v, %v", p, err)
		}
	})
}
