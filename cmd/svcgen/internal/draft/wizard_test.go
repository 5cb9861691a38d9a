package draft

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

// player answers questions from a list; "<" goes back, "+" asks for more, and a choice is answered by its index.
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
	answer, err := p.next(q.Title)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(answer)
}

func (p *player) next(title string) (string, error) {
	p.asked = append(p.asked, title)
	if len(p.answers) == 0 {
		return "", ask.ErrCancelled
	}
	answer := p.answers[0]
	p.answers = p.answers[1:]
	switch answer {
	case ask.GoBack:
		return "", ask.ErrBack
	case ask.More:
		return "", ask.ErrMore
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
	command, input := d.NewCommand("shop")
	if !strings.Contains(strings.Join(command, " "), "--resource catalog/product --field sku:string:unique --field stock:int32:min=0") || input != nil {
		t.Errorf("%q %s", command, input)
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
		"price mony":             `unknown type "mony" (money?)`,
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
		err := checkFieldLine(scope{Service: s}, r, line)
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

// TestMore holds that what the menu takes up can be taken back.
func TestMore(t *testing.T) {
	d := &Draft{Module: "example.com/a"}
	p, err := play(t, d, "catalog", "product", "sku string", "title string", "data json", "+", "0", "+", "1", "sku title", "+", "3", "x",
		"+", "0", "+", "2", "+", "2", "", "+", "3", "+", "<", "+", "1", "<", "")
	if err != nil {
		t.Fatalf("%v, asked %q", err, p.asked)
	}
	r := d.services[0].Resources[0]
	if r.SoftDelete || len(r.Indexes) > 0 || r.Description != "" || len(r.Fields) != 3 {
		t.Errorf("%+v", r)
	}
	for text, want := range map[string]string{
		"sku":            "two fields or more",
		"sku titel":      `product has no field "titel" (title?)`,
		"sku sku":        "twice",
		"sku data":       "gin",
		"sku, title":     "",
		"title sku sku2": `no field "sku2"`,
	} {
		err := checkPair(r, splitNames(text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(ask.Inline(err), want)) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// TestNewCommand holds that the command is given the spec if flags cannot say it.
func TestNewCommand(t *testing.T) {
	for _, change := range []func(*Draft){
		func(d *Draft) { d.Packs = spec.Packs() },
		func(d *Draft) { d.services[0].Resources[0].SoftDelete = true },
		func(d *Draft) { d.services[0].Resources[0].Description = "EOF" },
		func(d *Draft) { d.services[0].Resources[0].Indexes = []*spec.Index{pairOf([]string{"sku", "title"})} },
	} {
		d := &Draft{Module: "example.com/a"}
		for _, word := range []string{"catalog/product:sku:string", "catalog/product:title:string"} {
			if _, err := d.AddResource(word); err != nil {
				t.Fatal(err)
			}
		}
		if command, input := d.NewCommand("a"); input != nil || len(command) != 5 {
			t.Errorf("%q %s", command, input)
		}
		change(d)
		command, input := d.NewCommand("a")
		if got := strings.Join(command, " "); got != "svcgen new a --file -" || slices.Contains(strings.Split(string(input), "\n"), "EOF") {
			t.Errorf("%s: %s", got, input)
		}
		if _, err := spec.Parse([]spec.Source{{Path: "x", Data: input}}); err != nil {
			t.Error(err)
		}
	}
}
