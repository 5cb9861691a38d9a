package textmerge

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

const baseMod = `module github.com/acme/shop

go 1.26

require (
	github.com/a/a v1.0.0
	github.com/b/b v1.2.0
)

require github.com/z/z v0.1.0 // indirect
`

func TestMergeMod(t *testing.T) {
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(baseMod) }
	tests := []struct {
		name              string
		base, yours, next string
		want              string
		err               string
	}{
		{
			name: "both add, the higher version wins, comments stay", base: baseMod,
			yours: edit("b v1.2.0\n", "b v1.5.0\n\tgithub.com/mine/mine v1.0.0\n", "go 1.26\n", "// by hand\ngo 1.26\n"),
			next:  edit("a v1.0.0", "a v1.1.0", "b v1.2.0", "b v1.3.0", "z v0.1.0 // indirect\n", "z v0.1.0 // indirect\n\nrequire github.com/new/new v1.0.0\n"),
			want: `module github.com/acme/shop

// by hand
go 1.26

require (
	github.com/a/a v1.1.0
	github.com/b/b v1.5.0
	github.com/mine/mine v1.0.0
	github.com/new/new v1.0.0
)

require github.com/z/z v0.1.0 // indirect
`,
		},
		{
			name: "an indirect requirement that svcgen now imports becomes a direct one", base: baseMod,
			yours: edit("go 1.26", "go 1.27"),
			next:  edit(" // indirect", ""),
			want:  edit("go 1.26", "go 1.27", " // indirect", ""),
		},
		{
			name: "a block with the user's comments is left as it is, as go get leaves it", base: baseMod,
			yours: edit("b v1.2.0", "b v1.2.0 // pinned by me"),
			next:  edit("z v0.1.0 // indirect\n", "z v0.1.0 // indirect\n\nrequire github.com/new/new v1.0.0\n"),
			want:  edit("b v1.2.0\n)\n", "b v1.2.0 // pinned by me\n)\n\nrequire github.com/new/new v1.0.0\n"),
		},
		{
			name: "what svcgen drops stays, what the user dropped does not come back", base: baseMod,
			yours: edit("\tgithub.com/a/a v1.0.0\n", "", "go 1.26\n", "go 1.26\n\nreplace github.com/b/b => ../b\n"),
			next:  edit("\tgithub.com/b/b v1.2.0\n", "\tgithub.com/c/c v1.0.0\n"),
			want: `module github.com/acme/shop

go 1.26

replace github.com/b/b => ../b

require (
	github.com/b/b v1.2.0
	github.com/c/c v1.0.0
)

require github.com/z/z v0.1.0 // indirect
`,
		},
		{
			name: "the module is renamed in the spec", base: baseMod,
			yours: edit("a v1.0.0", "a v1.0.1"), next: edit("acme/shop", "acme/store"),
			want: edit("acme/shop", "acme/store", "a v1.0.0", "a v1.0.1"),
		},
		{
			name: "tools are added", base: "module x\n\ngo 1.26\n\ntool github.com/t/one\n",
			yours: "module x\n\ngo 1.26\n\ntool github.com/t/one\n\ntool github.com/t/mine\n",
			next:  "module x\n\ngo 1.26\n\ntool github.com/t/one\n\ntool github.com/t/two\n",
			want:  "module x\n\ngo 1.26\n\ntool github.com/t/one\n\ntool (\n\tgithub.com/t/mine\n\tgithub.com/t/two\n)\n",
		},
		{name: "no base", yours: baseMod, next: edit("a v1.0.0", "a v1.1.0"), want: edit("a v1.0.0", "a v1.1.0")},
		{name: "another module, no base", yours: baseMod, next: edit("acme/shop", "x/y"), err: "it declares module github.com/acme/shop, but the spec says github.com/x/y"},
		{name: "not a go.mod", base: baseMod, yours: "require (", next: baseMod, err: "go.mod:1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := GoMod("go.mod", []byte(tt.base), []byte(tt.yours), []byte(tt.next))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil || string(got) != tt.want {
				t.Errorf("%v, got\n%s\nwant\n%s", err, got, tt.want)
			}
		})
	}
}

func TestMergeSum(t *testing.T) {
	yours := "github.com/a/a v1.10.0 h1:x=\ngithub.com/a/a v1.10.0/go.mod h1:y=\ngithub.com/b/b v1.0.0/go.mod h1:z=\n"
	next := "github.com/a/a v1.9.0 h1:p=\ngithub.com/a/a v1.9.0/go.mod h1:q=\ngithub.com/b/b v1.0.0 h1:r=\ngithub.com/b/b v1.0.0/go.mod h1:z=\n"
	want := "github.com/a/a v1.9.0 h1:p=\ngithub.com/a/a v1.9.0/go.mod h1:q=\n" +
		"github.com/a/a v1.10.0 h1:x=\ngithub.com/a/a v1.10.0/go.mod h1:y=\n" +
		"github.com/b/b v1.0.0 h1:r=\ngithub.com/b/b v1.0.0/go.mod h1:z=\n"
	if got := string(GoSum([]byte(yours), []byte(next))); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := string(GoSum([]byte(next), []byte(yours))); got != want {
		t.Errorf("not symmetric:\n%s", got)
	}
	own, err := os.ReadFile("../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	if got := GoSum(own, nil); !bytes.Equal(got, own) {
		t.Error("the lines are not in the order in which the go command writes them")
	}
}
