package custom

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
)

// rendered renders a template for a workspace with the service notes.
func rendered(tb testing.TB, text string) (string, error) {
	tb.Helper()
	disk := fstest.MapFS{".svcgen/packs/team/a.tmpl": {Data: []byte(text)}}
	pack, err := Pack(disk, &spec.Pack{Name: "team", Rows: []spec.PackRow{{Path: "a", Template: "a.tmpl", Class: "merged", Each: "workspace"}}})
	if err != nil {
		return "", err
	}
	out, err := pack.Rows[0].Text(render.View{Model: rendertest.Minimal(tb)})
	return string(out), err
}

// What a template can print of a workspace.
func TestView(t *testing.T) {
	t.Parallel()
	got, err := rendered(t, `{{ .Name }} {{ .Module }} {{ .Auth }}
{{- range .Services }}
{{ .Name }} in {{ .Dir }}: {{ .GRPCService }} at {{ .GRPCPort }}, {{ .EnvPrefix }}
{{- range .Resources }}{{ range .Routes }}
{{ .Method | printf "%-6s" }} {{ .Path | replace "/v1" "" }} {{ .RPC | lower }}{{ end }}{{ end }}{{ end }}
{{- range .Programs }}
{{ .Kind }} {{ quote .Image }}{{ end }}
{{ comment "two\nlines" "#" }}`)
	want := `notes github.com/acme/notes none
notes in services/notes: notes.notes.v1.NotesService at 9001, NOTES
POST   /notes createnote
GET    /notes/{id} getnote
GET    /notes listnotes
PATCH  /notes/{id} updatenote
DELETE /notes/{id} deletenote
api "notes"
gateway "gateway"
all-in-one ""
# two
` + "\x00# lines" // which package render indents as the line before
	if err != nil || got != want {
		t.Errorf("got\n%s\n%v, want\n%s", got, err, want)
	}
}

// A template that is wrong, or that would take the machine's time or memory, is a problem with a place.
func TestBadTemplates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a\n{{ .Titel }}":                             `a.tmpl:2:4: .Titel: there is no field Titel`,
		"{{ .Service.Name }}":                         `a.tmpl:1:12: .Service.Name: there is no field Service`,
		"{{ range .Services }}":                       `a.tmpl:1:1: unexpected EOF`,
		"{{ env \"HOME\" }}":                          `a.tmpl:1:1: function "env" not defined`,
		"{{ range 9999999999 }}{{ end }}":             "too many steps",
		"{{ range 999999999 }}{{ $x := 1 }}{{ end }}": "too many steps",
		`{{ define "a" }}{{ template "b" }}{{ template "b" }}{{ end }}` + doubling():                        "too many steps",
		`{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}`:                                     `a.tmpl:1:29: the template "a" calls itself`,
		`{{define "x"}}{{range 1}}{{template "x"}}{{end}}{{end}}{{template "x"}}`:                           `a.tmpl:1:37: the template "x" calls itself`,
		"{{ define `x` }}{{ range 2 }}\n{{ block `y` . }}{{ template `x` }}{{ end }}{{ end }}{{ end }}":     `the template "x" calls itself`,
		strings.Repeat("{{ if 1 }}", 101) + strings.Repeat("{{ end }}", 101):                                "a.tmpl:1:1007: more than 100 blocks are in each other",
		"{{ range 400000 }}{{ $x := eq 1 " + strings.Repeat("2 ", 30000) + "}}{{ end }}":                    "too many steps",
		"{{ range 400000 }}{{ with eq true (eq 1 " + strings.Repeat("2 ", 30000) + ") }}{{ end }}{{ end }}": "too many steps",
		"{{ .Services }}":                        "a.tmpl:1:4: cannot print []custom.Service",
		"{{ . }}":                                "cannot print custom.Workspace",
		"{{ _printed 1 }}":                       `function "_printed" not defined`,
		"{{ range 99999999 }}some text{{ end }}": "more than 1 MiB",
		`{{ $x := "xxxxxxxx" }}{{ range 99 }}{{ $x = print $x $x }}{{ end }}`:       "a text is longer than 64 KiB",
		`{{ $x := "aaaaaaaa" }}{{ range 99 }}{{ $x = replace "a" $x $x }}{{ end }}`: "a text is longer than 64 KiB",
		`{{ printf "%999999d" 1 }}`:              "a width or precision is a number below 100",
		`{{ printf "%*d" 999999 1 }}`:            "a width or precision is a number below 100",
		`{{ printf "%p" .Services }}`:            "cannot print []custom.Service",
		`{{ indent 99999999 "a" }}`:              "cannot indent by 99999999",
		`{{ index .Services 99 }}`:               "index out of range",
		`{{ comment "a" "\n" }}`:                 "the sign of a comment",
		"\xff":                                   "not a text in UTF-8",
		"a\x00":                                  "not a text in UTF-8",
		strings.Repeat("x", maxTemplate+1):       "larger than 64 KiB",
		strings.Repeat("{{ if 1 }}", 5000):       "unexpected EOF",
		"{{ " + strings.Repeat("(", 20000) + "1": "a.tmpl:1:",
	} {
		name := text[:min(len(text), 60)]
		_, err := rendered(t, text)
		problems, ok := errors.AsType[spec.Problems](err)
		if !ok || len(problems) != 1 || !strings.Contains(problems[0].Error(), want) || !strings.HasPrefix(problems[0].File, ".svcgen/packs/team/a.tmpl") {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
}

// doubling defines templates of which each calls the next one twice.
func doubling() string {
	var b strings.Builder
	for c := 'b'; c < 'z'; c++ {
		fmt.Fprintf(&b, `{{ define %q }}{{ template %q }}{{ template %q }}{{ end }}`, string(c), string(c+1), string(c+1))
	}
	return b.String() + `{{ define "z" }}{{ end }}{{ template "a" }}`
}

// The same template prints the same text, whatever it is.
func FuzzTemplate(f *testing.F) {
	f.Add("{{ . }}")
	f.Add("{{ range $i, $s := .Services }}{{ $i }}{{ len .Resources }}{{ end }}{{ join \", \" .Packs }}")
	f.Add("{{ with $x := print 1 true \"a\" }}{{ $x | indent 4 | urlquery | js | html }}{{ else }}{{ break }}{{ end }}")
	f.Add("{{ and (or 1 2) (eq .Name \"notes\") | printf \"%v %q %5.2d\" 1 }}{{ slice .Name 1 2 }}{{ call .Name }}")
	f.Fuzz(func(t *testing.T, text string) {
		one, err := rendered(t, text)
		again, errAgain := rendered(t, text)
		if one != again || (err == nil) != (errAgain == nil) {
			t.Errorf("%q, then %q (%v, %v)", one, again, err, errAgain)
		}
		if problems, ok := errors.AsType[spec.Problems](err); err != nil && (!ok || len(problems) != 1) {
			t.Errorf("%v", err)
		}
	})
}
