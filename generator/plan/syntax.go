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
)

// merged is a merge of one file, by text or by meaning.
type merged struct {
	textMerge
	problem string // why there is no result, if no hunk says so
}

func (m merged) clean() bool { return len(m.hunks) == 0 && m.problem == "" }

// mergeFile merges by the kind of file. base is nil if the last generated version is not known.
func mergeFile(name string, base, yours, next []byte) merged {
	switch path.Base(name) {
	case "go.mod", "tools.mod":
		text, err := mergeMod(name, base, yours, next)
		if err != nil {
			return merged{mergeTwo(yours, next), "svcgen cannot merge it: " + firstLine(err)}
		}
		return merged{textMerge{text: text}, ""}
	case "go.sum", "tools.sum":
		return merged{textMerge{text: mergeSum(yours, next)}, ""}
	}
	if isBinary(yours) || isBinary(next) {
		return merged{textMerge{}, "you and svcgen both changed it, and it is not a text file"}
	}
	if base == nil {
		return merged{mergeTwo(yours, next), "it differs from what svcgen writes, and what svcgen last wrote is not known"}
	}
	m := merged{textMerge: mergeText(base, yours, next)}
	if len(m.hunks) > 0 {
		m.problem = "you and svcgen both changed " + places(m.hunks)
	} else if err := checkSyntax(name, m.text); err != nil {
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
