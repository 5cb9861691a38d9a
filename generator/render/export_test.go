package render

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
)

// The tests of package render_test render with every pack, which package render does not know, and look at texts on their way
// to their final form.

func (r *Renderer) Texts(m *model.Model) ([]File, error) {
	texts, err := r.texts(m)
	files := make([]File, 0, len(texts))
	for _, t := range texts {
		files = append(files, t.File)
	}
	return files, err
}

func Final(f File) ([]byte, error) { return final(f) }

func PruneImports(src []byte) []byte { return pruneImports(src) }

func ImportBlock(src []byte) (start, end int, ok bool) { return importBlock(src) }

func (r *Renderer) Packs() []Pack { return r.packs }

func Functions() template.FuncMap { return functions() }
