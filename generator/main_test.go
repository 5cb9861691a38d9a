package generator

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/svcgen/svcgen/generator/toolchain"
)

// TestMain lets the test's own program stand in for svcgen, which runs itself as sqlc. Without it the tests would run themselves
// again and again.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == toolchain.SQLCArg {
		os.Exit(fakeSQLC())
	}
	os.Exit(m.Run())
}

// fakeSQLC writes a file for each service, as sqlc would.
func fakeSQLC() int {
	var config struct {
		SQL []struct {
			Gen struct {
				Go struct{ Out string } `json:"go"`
			} `json:"gen"`
		} `json:"sql"`
	}
	text, err := os.ReadFile("sqlc.yaml")
	if err != nil || json.Unmarshal(text, &config) != nil {
		return 2
	}
	for _, s := range config.SQL {
		out := s.Gen.Go.Out
		if os.MkdirAll(out, 0o755) != nil || os.WriteFile(filepath.Join(out, "db.go"), []byte("package db\n"), 0o600) != nil {
			return 3
		}
	}
	return 0
}
