package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestTour lets a client use each part of the language in the golden workspace fleet, whose bodies somebody has written: see testdata/tour.
func TestTour(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a whole workspace")
	}
	dir := filepath.Join(t.TempDir(), "fleet")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(goldenDir, "fleet", "want"))); err != nil {
		t.Fatal(err)
	}
	tour := os.DirFS("../../testdata/tour")
	err := fs.WalkDir(tour, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tour, path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, path), data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("REQUIRE_DB", "1")
	run(t, dir, "go", "vet", "./services/garage/...", "./tests/...")
	run(t, dir, "go", "test", "./tests/integration", "-run", "^TestTour$")
}
