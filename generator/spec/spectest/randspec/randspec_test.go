package randspec_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest/randspec"
)

func judge(text []byte) spec.Problems {
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: text}})
	if err == nil {
		_, _, err = build.Model(s, ledger.New())
	}
	problems, ok := errors.AsType[spec.Problems](err)
	if err != nil && !ok {
		panic(err)
	}
	return problems
}

// TestText checks that random specs have every part of the language often enough to prove something.
func TestText(t *testing.T) {
	t.Parallel()
	words := []string{
		"transition:", "set:", "request:", "returns:", "children:", "min_items:", "checks:", "indexes:", "events:", "consumers:", "jobs:", "uses:",
		"validate_only:", "batch_create", "soft_delete:", "undelete", "on_delete=cascade", "on_delete=set_null", "owner", "service]", "value=caller.id",
		"unique", "immutable", "sensitive", "search", "[] ", "money", "pattern=", "idempotent:", "purge:", "seeds:", "isolation:", "hooks:", "expand:", "http:", " key",
	}
	count := map[string]int{}
	for i := range uint64(100) {
		text := string(randspec.Text(rand.New(rand.NewPCG(1, i)), randspec.Size{Services: 4, Resources: 6, Fields: 10}, judge))
		for _, word := range words {
			count[word] += strings.Count(text, word)
		}
	}
	for _, word := range words {
		if count[word] < 2 {
			t.Errorf("%s stands in 100 specs %d times", word, count[word])
		}
	}
}
