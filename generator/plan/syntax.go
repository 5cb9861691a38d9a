package plan

import (
	"bytes"
	"errors"
	"go/parser"
	"go/scanner"
	"go/token"
	"io"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/svcgen/svcgen/generator/textmerge"
)

// merged is a merge of one file, by text or by meaning.
type merged struct {
	textmerge.Merged
	problem string // why there is no result, if no hunk says so
}

func (m merged) clean() bool { return len(m.Hunks) == 0 && m.problem == "" }

// mergeFile merges by the kind of file. base is nil if the last generated version is not known.
func mergeFile(name string, base, yours, next []byte) merged {
	switch path.Base(name) {
	case "go.mod", "tools.mod":
		text, err := textmerge.GoMod(name, base, yours, next)
		if err != nil {
			return merged{textmerge.Two(yours, next), "svcgen cannot merge it: " + firstLine(err)}
		}
		return merged{textmerge.Merged{Text: text}, ""}
	case "go.sum", "tools.sum":
		return merged{textmerge.Merged{Text: textmerge.GoSum(yours, next)}, ""}
	}
	if isBinary(yours) || isBinary(next) {
		return merged{textmerge.Merged{}, "you and svcgen both changed it, and it is not a text file"}
	}
	if base == nil {
		return merged{textmerge.Two(yours, next), "it differs from what svcgen writes, and what svcgen last wrote is not known"}
	}
	m := merged{Merged: textmerge.Texts(base, yours, next)}
	if len(m.Hunks) > 0 {
		m.problem = "you and svcgen both changed " + textmerge.Places(m.Hunks)
	} else if err := checkSyntax(name, m.Text); err != nil {
		m.problem = "your edits and svcgen's do not go together: " + firstLine(err)
	}
	return m
}

// checkSyntax reports whether a Go or YAML file can be read at all. Other files pass.
func checkSyntax(name string, data []byte) error {
	switch path.Ext(name) {
	case ".go":
		_, err := parser.ParseFile(token.NewFileSet(), path.Base(name), data, parser.SkipObjectResolution)
		return err
	case ".yaml", ".yml":
		d := yaml.NewDecoder(bytes.NewReader(data))
		for {
			var doc any
			if err := d.Decode(&doc); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

func firstLine(err error) string {
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		err = list[0]
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// MergeText merges two versions of a file by its kind. The text has conflict markers if both changed the same lines.
func MergeText(name string, base, yours, next []byte) []byte {
	return mergeFile(name, base, yours, next).Text
}
