// Command svcgen turns a spec into a Go microservice workspace and keeps the two in step.
package main

import (
	"os"

	"github.com/sqlc-dev/sqlc/pkg/cli"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/termquery"
	"github.com/svcgen/svcgen/generator/toolchain"
)

func main() {
	termquery.Restore()
	if len(os.Args) > 1 && os.Args[1] == toolchain.SQLCArg {
		os.Exit(cli.Run(os.Args[2:]))
	}
	os.Exit(svcgen(os.Args[1:], newUI(os.Stdin, os.Stdout, os.Stderr)))
}
