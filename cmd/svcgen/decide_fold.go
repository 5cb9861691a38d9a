package main

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// foldedFrom is how many files are told by the directory that they are all in, where they are decided alike.
const foldedFrom = 4

// foldAnswers says the same in fewer patterns: a directory stands for the files below it.
func foldAnswers(answers map[string]string) map[string]string {
	out := map[string]string{}
	foldBelow("", slices.Sorted(maps.Keys(answers)), answers, out)
	return out
}

// foldBelow folds the paths below a directory, which ends in a slash; that of the workspace is "". They are sorted.
func foldBelow(dir string, paths []string, answers, out map[string]string) {
	if len(paths) == 0 {
		return
	}
	flag := answers[paths[0]]
	differs := func(path string) bool { return answers[path] != flag }
	switch {
	case len(paths) == 1:
		out[paths[0]] = flag
		return
	case len(paths) >= foldedFrom && flag != "markers" && !slices.ContainsFunc(paths, differs):
		out[above(paths)] = flag
		return
	}
	for len(paths) > 0 {
		name, n := paths[0], 1
		if first, _, isDir := strings.Cut(name[len(dir):], "/"); isDir {
			name = dir + first + "/"
			n = max(slices.IndexFunc(paths, func(p string) bool { return !strings.HasPrefix(p, name) }), 0)
			if n == 0 {
				n = len(paths)
			}
		}
		foldBelow(name, paths[:n], answers, out)
		paths = paths[n:]
	}
}

// above is the lowest directory that holds all of the paths.
func above(paths []string) string {
	dir := path.Dir(paths[0])
	for _, p := range paths {
		for dir != "." && !strings.HasPrefix(p, dir+"/") {
			dir = path.Dir(dir)
		}
	}
	return dir
}
