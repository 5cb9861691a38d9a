package toolchain

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// File is a file of a temporary tree.
type File struct {
	Path string // slash-separated, relative to the tree
	Data []byte
}

// stage writes files into a new temporary folder. The caller calls remove.
func stage(files []File) (dir string, remove func(), err error) {
	dir, err = os.MkdirTemp("", "svcgen-")
	if err != nil {
		return "", nil, fmt.Errorf("make temporary folder: %w", err)
	}
	remove = func() { _ = os.RemoveAll(dir) } // what is left is the system's to clean
	if err := write(dir, files); err != nil {
		remove()
		return "", nil, err
	}
	return dir, remove, nil
}

// write writes files below a folder. A path that leaves it is an error.
func write(dir string, files []File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open temporary folder: %w", err)
	}
	defer func() { _ = root.Close() }()
	made := map[string]bool{}
	for _, f := range files {
		if parent := path.Dir(f.Path); !made[parent] {
			if err := root.MkdirAll(filepath.FromSlash(parent), 0o755); err != nil {
				return fmt.Errorf("write temporary tree: %w", err)
			}
			made[parent] = true
		}
		if err := root.WriteFile(filepath.FromSlash(f.Path), f.Data, 0o644); err != nil {
			return fmt.Errorf("write temporary tree: %w", err)
		}
	}
	return nil
}

// collect reads the files of a tree that are not among known, in the order of their paths.
func collect(dir string, known []File) ([]File, error) {
	have := make(map[string]bool, len(known))
	for _, f := range known {
		have[f.Path] = true
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open temporary folder: %w", err)
	}
	defer func() { _ = root.Close() }()
	var found []File
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || have[name] {
			return err
		}
		data, err := root.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return err
		}
		found = append(found, File{Path: name, Data: data})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read temporary tree: %w", err)
	}
	return found, nil
}
