package build

import (
	"fmt"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// The answer to the constraint of a check is known, as that to any that svcgen makes.
func TestConstraintOfCheck(t *testing.T) {
	t.Parallel()
	const made = "is made by svcgen"
	for name, want := range map[string]string{"things_x_check": made, "things_pkey": made, "things_own_check": ""} {
		text := "version: 1\nmodule: example.com/shop\nauth: none\nservices:\n  shop:\n    resources:\n      thing:\n        fields: {a: int32, b: int32}\n" +
			"        checks: {x: a < b}\n        constraints: {" + name + ": no}\n"
		s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = Model(s, ledger.New())
		if got := fmt.Sprint(err); (err == nil) != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
