package generator

import (
	"os"
	"testing"

	"github.com/sqlc-dev/sqlc/pkg/cli"

	"github.com/svcgen/svcgen/generator/toolchain"
)

// TestMain lets the test's own program stand in for svcgen, which runs itself as sqlc. Without it the tests would run
// themselves again and again.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == toolchain.SQLCArg {
		os.Exit(cli.Run(os.Args[2:]))
	}
	os.Exit(m.Run())
}
