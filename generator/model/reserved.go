package model

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
)

// Reserved returns the protobuf statements that reserve removed numbers and names.
func Reserved(removed []ledger.Reserved) []string {
	if len(removed) == 0 {
		return nil
	}
	var numbers, names []string
	for _, t := range removed {
		numbers = append(numbers, fmt.Sprint(t.Number))
		if t.Name != "" { // a name that is in use again is not reserved
			names = append(names, fmt.Sprintf("%q", t.Name))
		}
	}
	statements := []string{"reserved " + strings.Join(numbers, ", ") + ";"}
	if len(names) > 0 {
		statements = append(statements, "reserved "+strings.Join(names, ", ")+";")
	}
	return statements
}
