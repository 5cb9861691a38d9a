package say

import (
	"embed"
	"fmt"
)

// The schemas are made of the Go types of the documents by TestSchemas, with -update.
//
//go:embed schema/*.json
var schemas embed.FS

// Schema returns the JSON Schema of a kind of document.
func Schema(kind Kind) ([]byte, error) {
	data, err := schemas.ReadFile("schema/" + string(kind) + ".schema.json")
	if err != nil {
		return nil, fmt.Errorf("no schema of %q: %w", kind, err)
	}
	return data, nil
}
