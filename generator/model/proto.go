package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
)

// DefaultText returns the default as clients see it: enum values by their protobuf names, "empty" for an empty text.
func (f *Field) DefaultText() string {
	if f.Enum != nil {
		for _, v := range f.Enum.Values {
			if v.Name == f.Default {
				return v.ProtoName
			}
		}
	}
	if f.Default == "" {
		return "empty"
	}
	return f.Default
}

// UsedEnums returns the enums that fields of the service use.
func (s *Service) UsedEnums() []*kind.Enum {
	return slices.DeleteFunc(slices.Clone(s.Enums), func(e *kind.Enum) bool { return s.firstUser(e) == nil })
}

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
