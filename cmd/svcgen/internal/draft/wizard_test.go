package draft

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

// player answers questions from a list; "<" goes back.
type player struct {
	t       *testing.T
	answers []string
	asked   []string
}

func (p *player) Line(_ context.Context, q ask.Line) (string, error) {
	answer, err := p.next(q.Title)
	if err == nil {
		if wrong := q.Problem(answer); wrong != nil {
			p.t.Errorf("%s: %q was answered: %v", q.Title, answer, wrong)
		}
	}
	return answer, err
}

func (p *player) Choose(_ context.Context, q ask.Choice) (int, error) {
	_, err := p.next(q.Title)
	return 0, err
}

func (p *player) next(title string) (string, error) {
	p.asked = append(p.asked, title)
	if len(p.answers) == 0 {
		return "", ask.ErrCancelled
	}
	answer := p.answers[0]
	p.answers = p.answers[1:]
	if answer == ask.GoBack {
		return "", ask.ErrBack
	}
	return answer, nil
}

func (p *player) Show(context.Context, ask.Document) error { return nil }

func play(t *testing.T, d *Draft, answers ...string) (*player, error) {
	t.Helper()
	p := &player{t: t, answers: answers}
	return p, NewWizard(p, say.New(io.Discard, io.Discard), d).Run(t.Context())
}

func TestWizardAsksForEverything(t *testing.T) {
	d := &Draft{}
	p, err := play(t, d, "example.com/shop", "catalog, orders", "product category", "sku string unique", "stock int32 min=0", "",
		"slug string", "", "order", "total int64", "")
	if err != nil {
		t.Fatal(err)
	}
	want := "go module|services|resources of catalog|fields of catalog.product|fields of catalog.product|fields of catalog.product|" +
		"fields of catalog.category|fields of catalog.category|resources of orders|fields of orders.order|fields of orders.order"
	if got := strings.Join(p.asked, "|"); got != want {
		t.Errorf("asked %s\nwant  %s", got, want)
	}
	if _, err := spec.Parse([]spec.Source{d.Source("x")}); err != nil {
		t.Error(err)
	}
	args := strings.Join(d.Arguments(), " ")
	if !strings.Contains(args, "--resource catalog/product --field sku:string:unique --field stock:int32:min=0") {
		t.Error(args)
	}
}

func TestWizardAsksOnlyForWhatIsMissing(t *testing.T) {
	d := &Draft{Module: "example.com/shop"}
	for _, word := range []string{"catalog/product:sku:string", "catalog/category"} {
		if _, err := d.AddResource(word); err != nil {
			t.Fatal(err)
		}
	}
	p, err := play(t, d, "slug string", "")
	if err != nil || strings.Join(p.asked, "|") != "fields of catalog.category|fields of catalog.category" {
		t.Errorf("asked %q, %v", p.asked, err)
	}
}

func TestWizardGoesBack(t *testing.T) {
	d := &Draft{}
	p, err := play(t, d, "example.com/shop", "catalog", "<", "sales", "invoice", "number string", "<", "number int32", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.services) != 1 || d.services[0].Name != "sales" {
		t.Errorf("services %v", d.services)
	}
	if f := d.services[0].Resources[0].Fields; len(f) != 1 || f[0].Type != spec.Int32 {
		t.Errorf("fields %v, asked %q", f, p.asked)
	}
	if _, err := play(t, &Draft{}, "<"); !errors.Is(err, ask.ErrBack) {
		t.Errorf("back from the first question: %v", err)
	}
}

func TestCheckFieldLine(t *testing.T) {
	r := &spec.Resource{Name: "product", Fields: []*spec.Field{{Name: "sku", Type: spec.String}}}
	s := &spec.Service{Name: "catalog", Resources: []*spec.Resource{r, {Name: "category"}}}
	for line, want := range map[string]string{
		"":                       "",
		"price mony":             `unknown type "mony" ("money" is not generated yet)`,
		"price strng":            `unknown type "strng" (string?)`,
		"price:int32:min=0":      `separate the words of a field with spaces (price int32 min=0)`,
		"price: int32":           "",
		"price int32 min=5 max=": "max",
		"sku string":             `product has a field "sku" already`,
		"Price int32":            "snake_case",
		"category ref=category":  "",
		"category ref=categry":   `catalog has no resource "categry" (category?)`,
		"status enum=draft":      "an enum needs two values or more (enum=draft,active)",
		"status enum=a,b":        "",
	} {
		err := checkFieldLine(s, r, line)
		switch {
		case want == "" && err != nil, want != "" && err == nil:
			t.Errorf("%q: %v", line, err)
		case err != nil && !strings.Contains(ask.Inline(err), want):
			t.Errorf("%q: %s, want %s", line, ask.Inline(err), want)
		}
	}
}

// TestWizardTellsOfTakenRoutes holds that resources with the same route are found where they are named.
func TestWizardTellsOfTakenRoutes(t *testing.T) {
	d := &Draft{Module: "example.com/shop"}
	for _, word := range []string{"catalog/product:sku:string", "orders/order:number:string"} {
		if _, err := d.AddResource(word); err != nil {
			t.Fatal(err)
		}
	}
	w := NewWizard(&player{t: t}, say.New(io.Discard, io.Discard), d)
	for text, want := range map[string]string{
		"order":        "",
		"order line":   "",
		"product":      "/v1/products",
		"order_line a": "",
	} {
		err := w.checkRoutes(d.services[1], splitNames(text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(ask.Inline(err), want)) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
