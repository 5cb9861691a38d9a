// Command svcgen turns a spec into a Go microservice workspace and keeps the two in step.
package main

import (
	"os"
	"runtime"
	"runtime/debug"

	"github.com/sqlc-dev/sqlc/pkg/cli"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/termquery"
	"github.com/svcgen/svcgen/generator/toolchain"
)

func main() {
	termquery.Restore()
	if len(os.Args) > 1 && os.Args[1] == toolchain.SQLCArg {
		os.Exit(cli.Run(os.Args[2:]))
	}
	collectLate()
	os.Exit(svcgen(os.Args[1:], newUI(os.Stdin, os.Stdout, os.Stderr)))
}

// collectLate lets the heap grow to 32 MiB before the first garbage collection: most runs end before that. What comes then is as ever, so that
// many services take no more memory.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const usual = 100
	usually := func(percent int) { debug.SetGCPercent(percent) }
	runtime.AddCleanup(new([64]byte), usually, usual) // runs after the first collection, because nothing refers to its object
	debug.SetGCPercent(8 * usual)
}
