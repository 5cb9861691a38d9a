package replay

import (
	"bytes"
	"fmt"
	"io/fs"
)

// refuseSubstitution returns a *FailedError if goose would write variables of the environment into a migration: an error message of
// PostgreSQL prints them.
func refuseSubstitution(migrations fs.FS) error {
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(migrations, name)
		if err != nil {
			return fmt.Errorf("read migration: %w", err)
		}
		number := 0
		for line := range bytes.Lines(data) {
			if number++; substitutes(line) {
				return &FailedError{
					File: name, Line: number, Col: 1,
					Msg:  "ENVSUB writes variables of the environment into SQL, and so into errors and logs",
					Hint: "write the value into the migration",
				}
			}
		}
	}
	return nil
}

// substitutes reports whether a line is goose's annotation ENVSUB. goose drops "--" and "+goose" from an annotation, wherever they
// stand, also within a word.
func substitutes(line []byte) bool {
	if !bytes.Contains(line, []byte("+goose")) {
		return false
	}
	line = bytes.ReplaceAll(bytes.ReplaceAll(line, []byte("--"), nil), []byte("+goose"), nil)
	return bytes.Contains(bytes.ToUpper(line), []byte("ENVSUB"))
}
