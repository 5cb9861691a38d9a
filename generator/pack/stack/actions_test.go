package stack

import (
	"fmt"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// A walk tries each action that is not allowed in each state that it comes to, goes to states that it has not seen first, and ends.
func TestSteps(t *testing.T) {
	t.Parallel()
	r := spectest.Resource("product", spectest.Field("title", spec.String), &spec.Field{
		Name: "status", Type: spec.EnumType, Enum: "product_status", Default: new("a"), OutputOnly: true,
	})
	for _, text := range []string{"go_on: status a -> b", "end: status a, b -> c", "back: status c -> a", "never: status d -> a"} {
		name, transition, _ := strings.Cut(text, ": ")
		parsed, ok := spec.ParseTransition(transition)
		if !ok {
			t.Fatal(transition)
		}
		r.Actions = append(r.Actions, &spec.Action{Name: name, Transition: &parsed})
	}
	walks := restWalks(rendertest.Build(t, &spec.Service{
		Name: "catalog", Enums: []*spec.Enum{{Name: "product_status", Values: []string{"a", "b", "c", "d"}}}, Resources: []*spec.Resource{r},
	}).Services[0].Resources[0])
	var got []string
	for _, s := range walks[0].Steps {
		got = append(got, s.Action+" "+strings.TrimPrefix(s.After, "PRODUCT_STATUS_"))
	}
	const want = "[back  never  goOn B goOn  back  never  end C goOn  end  never  back A end C]"
	if fmt.Sprint(got) != want || len(walks) != 1 {
		t.Errorf("got %v, want %s", got, want)
	}
}
