package render

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
)

// The tests in package render_test render with all packs, which package render cannot import. They need the texts before and after
// formatting.

func (r *Renderer) Texts(m *model.Model) ([]File, error) {
	texts, err := r.texts(m, nil)
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
