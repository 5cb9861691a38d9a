package plan

import "testing"

func TestMergeWords(t *testing.T) {
	t.Parallel()
	const (
		base = "// checkRack is of a rack.\nfunc checkRack(r *Rack) error {\n\treturn nil\n}\n"
		next = "// checkShelf is of a shelf.\nfunc checkShelf(r *Shelf) error {\n\treturn nil\n}\n"
	)
	for _, c := range []struct{ yours, want string }{
		{
			"// checkRack is of a rack.\nfunc checkRack(r *Rack) error {\n\tif r.Full {\n\t\treturn errFull\n\t}\n\treturn nil\n}\n",
			"// checkShelf is of a shelf.\nfunc checkShelf(r *Shelf) error {\n\tif r.Full {\n\t\treturn errFull\n\t}\n\treturn nil\n}\n",
		},
		{base, next},
		{"func checkRack(r *Rack) error {\n\treturn nil\n}\n", ""},
		{"// checkRack is of a rack.\nfunc checkRack(r *MyRack) error {\n\treturn nil\n}\n", ""},
	} {
		got, ok := mergeWords([]byte(base), []byte(c.yours), []byte(next))
		if string(got) != c.want || ok != (c.want != "") {
			t.Errorf("got %q, %v, want %q", got, ok, c.want)
		}
	}
}
