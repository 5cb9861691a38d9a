package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestTour lets a client use each part of the language in the golden workspace fleet, whose bodies somebody has written, and calls a service that
// hangs: see testdata/tour.
func TestTour(t *testing.T) {
	dir := grown(t, "fleet", "tour")
	run(t, dir, "go", "vet", "./services/garage/...", "./tests/...")
	run(t, dir, "go", "test", "./tests/integration", "-run", "^(TestTour|TestGarageHangs)$")
}

// TestPlans asks PostgreSQL how it reads lists and children in the golden workspace chinook, from tables with 100,000 rows and more: see testdata/plans.
func TestPlans(t *testing.T) {
	dir := grown(t, "chinook", "plans")
	run(t, dir, "go", "test", "./services/catalog/internal/postgres", "-run", "^TestPlans")
}

// grown returns a copy of a golden workspace with files that somebody wrote.
func grown(t *testing.T, golden, files string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds a whole workspace")
	}
	t.Setenv("REQUIRE_DB", "1")
	dir := filepath.Join(t.TempDir(), golden)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(goldenDir, golden, "want"))); err != nil {
		t.Fatal(err)
	}
	from := os.DirFS("../../testdata/" + files)
	err := fs.WalkDir(from, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, path), data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
