package generator

import (
	"io/fs"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Known reads a spec and the ledger of the last run. The error is spec.Problems if the spec is wrong.
func Known(sources []spec.Source, disk fs.FS) (*spec.Spec, *model.Ledger, error) {
	s, err := spec.Parse(sources)
	if err != nil {
		return nil, nil, err
	}
	ledger, err := readLedger(disk)
	return s, ledger, err
}
