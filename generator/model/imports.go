package model

import (
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
)

// StandardImports returns the packages of the standard library that Go code about fields may need.
func (m *Model) StandardImports() []string {
	return fieldImports(func(path string) bool { return !ofModule(path) && !ofPlatform(path) })
}

// ModuleImports returns the packages of other modules that Go code about fields may need.
func (m *Model) ModuleImports() []string { return fieldImports(ofModule) }

// PlatformImports returns the packages of the workspace's platform that Go code about fields may need.
func (m *Model) PlatformImports() []string {
	paths := fieldImports(ofPlatform)
	for i, path := range paths {
		paths[i] = m.Module + "/" + path
	}
	return paths
}

func ofModule(path string) bool { return strings.Contains(path, ".") }

func ofPlatform(path string) bool { return strings.HasPrefix(path, "platform/") }

func fieldImports(in func(path string) bool) []string {
	var paths []string
	for _, path := range kind.Imports() {
		if in(path) {
			paths = append(paths, path)
		}
	}
	return paths
}
