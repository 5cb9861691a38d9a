package randspec_test

import (
	"errors"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest/randspec"
)

func judge(text []byte) spec.Problems {
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: text}})
	if err == nil {
		_, _, err = model.Build(s, ledger.New())
	}
	problems, ok := errors.AsType[spec.Problems](err)
	if err != nil && !ok {
		panic(err)
	}
	return problems
}

// TestText checks that random specs have every word of the language often enough to prove something.
func TestText(t *testing.T) {
	t.Parallel()
	const specs = 60
	count := map[string]int{}
	for i := range uint64(specs) {
		text := randspec.Text(rand.New(rand.NewPCG(1, i)), randspec.Size{Services: 4, Resources: 6, Fields: 10}, judge)
		if text == nil {
			t.Errorf("seed %d: nothing is left", i)
		}
		for word := range strings.FieldsSeq(string(text)) {
			if m := regexp.MustCompile(`^"?[a-z_*]+"?[:=]?`).FindString(word); m != "" {
				count[m]++
			}
		}
	}
	for _, word := range []string{"transition:", "set:", "request:", "returns:", "children:", "checks:", "indexes:", "events:", "consumers:", "jobs:", "uses:", "validate_only:", "on_delete=", "owner", "service", "min_items:"} {
		t.Logf("%s %d", word, count[word])
	}
}
