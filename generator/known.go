package generator

import (
	"io/fs"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Known reads a spec, and what the last run knew of it. What is wrong with the spec is a spec.Problems.
func Known(sources []spec.Source, disk fs.FS) (*spec.Spec, *ledger.Ledger, error) {
	s, err := spec.Parse(sources)
	if err != nil {
		return nil, nil, err
	}
	l, err := readLedger(disk)
	return s, l, err
}
