package main

import (
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates"
)

const examplesDir = "examples"

// exampleNames are the specs that svcgen brings with it.
func exampleNames() []string {
	files, err := fs.Glob(templates.FS, examplesDir+"/*.yaml")
	if err != nil {
		return nil // the pattern is good
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(path.Base(f), ".yaml")
	}
	return names
}

var moduleLine = regexp.MustCompile(`(?m)^module: .*$`)

// exampleSource is a built-in spec, under another module path if one is given.
func exampleSource(name, module string) (spec.Source, error) {
	data, err := fs.ReadFile(templates.FS, path.Join(examplesDir, name+".yaml"))
	if err != nil {
		hint := spec.DidYouMean(name, exampleNames())
		if hint == "" {
			hint = "there are: " + strings.Join(exampleNames(), ", ")
		}
		return spec.Source{}, say.Usagef(hint, "no example is called %q", name)
	}
	if module != "" {
		data = moduleLine.ReplaceAllLiteral(data, []byte("module: "+module))
	}
	return spec.Source{Path: name + ".yaml", Data: data}, nil
}
