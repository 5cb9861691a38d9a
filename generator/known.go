package generator

import (
	"io/fs"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Known reads a spec and the ledger of the last run. The error is spec.Problems if the spec is wrong.
func Known(sources []spec.Source, disk fs.FS) (*spec.Spec, *ledger.Ledger, error) {
	s, err := spec.Parse(sources)
	if err != nil {
		return nil, nil, err
	}
	l, err := readLedger(disk)
	return s, l, err
}
