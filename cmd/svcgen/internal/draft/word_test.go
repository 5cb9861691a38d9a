package draft

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/spec"
)

func catalog() (*spec.Service, *spec.Resource) {
	r := &spec.Resource{Name: "product", Fields: []*spec.Field{{Name: "sku", Type: spec.String}}}
	return &spec.Service{Name: "catalog", Resources: []*spec.Resource{r, {Name: "category"}}}, r
}

func TestFieldWord(t *testing.T) {
	t.Parallel()
	s, _ := catalog()
	for _, c := range []struct{ line, options, help string }{
		{"", "", ""},
		{"pri", "", ""},
		{"price d", "decimal( date duration", "decimal(  date  duration"},
		{"price de", "decimal(", "decimal(10,2)  an exact number"},
		{"price decimal(1", "", "decimal(10,2)  an exact number"},
		{"title string", "string string[]", "string  one line of text"},
		{"title string[", "string[]", "string  one line of text"},
		{"data json", "json", "json  any JSON value"},
		{"category ref=", "ref=product ref=category", "product  category\nref=category  the id of a resource"},
		{"category ref=c", "ref=category", "ref=category  the id of a resource"},
		{"status enum=a,", "", "enum=draft,active  one of a closed list"},
		{"category ref=category on", "on_delete=", "on_delete=cascade  what happens"},
		{"category ref=category on_delete=", "on_delete=restrict on_delete=cascade on_delete=set_null", "restrict  cascade  set_null\n"},
		{"count int32 m", "min= max=", "min=  max="},
		{"price mon", "money", "money currency=EUR  an exact amount"},
		{"price money cur", "currency=", "currency=EUR  the currency"},
		{"count int32 optional uni", "unique", "unique  no two"},
		{"count int32 min=", "", "min=0  the smallest value"},
		{"tags string[] uni", "unique_items", "unique_items  no element twice"},
		{"tags string[] filter=", "filter=has", "filter, filter=eq,in  "},
		{"title string filter", "filter filter=", "filter, filter=eq,in  "},
		{"title string filter=eq,p", "filter=eq,prefix", "filter, filter=eq,in  "},
		{"on bool default=", "default=true default=false", "true  false\ndefault=draft  "},
		{"status enum=draft,active default=d", "default=draft", "default=draft  the value"},
		{"at timestamp value=", "value=now", "value=now  set by the server"},
		{`title string description="a uni`, "", `description="What it is."  what the field is`},
		{"title string default=x opt", "", ""},
		{"title string back", "", ""},
		{"title strng opt", "optional", "optional  NULL"},
	} {
		w := fieldWord(scope{Service: s}, c.line, len(c.line))
		if got := strings.Join(w.Options, " "); got != c.options {
			t.Errorf("%q: options %s, want %s", c.line, got, c.options)
		}
		if !strings.HasPrefix(w.Help, c.help) || c.help == "" && w.Help != "" {
			t.Errorf("%q: help %q, want %q", c.line, w.Help, c.help)
		}
	}
	if w := fieldWord(scope{Service: s}, "größe st uni", 8); w.At != 6 || strings.Join(w.Options, " ") != "string" {
		t.Errorf("in the middle of a line: %+v", w)
	}
}

// TestEveryWordIsOffered holds that Tab reaches each type and each key that a new field can have, and that each is explained.
func TestEveryWordIsOffered(t *testing.T) {
	t.Parallel()
	s, _ := catalog()
	if all := fieldWord(scope{Service: s}, "x ", len("x ")).Options; len(all) != len(spec.TypeDocs()) {
		t.Errorf("offers %s of %d types", all, len(spec.TypeDocs()))
	}
	for _, d := range spec.TypeDocs() {
		line := "x " + string(d.Type)
		if w := fieldWord(scope{Service: s}, line, len(line)); len(w.Options) == 0 || !strings.Contains(w.Help, d.Text) {
			t.Errorf("%s: %+v", line, w)
		}
		for _, key := range d.Keys {
			line := "x " + d.Written + " " + key
			if key == d.Needs {
				line = "x " + string(d.Type) + " " + key
			}
			w := fieldWord(scope{Service: s}, line, len(line))
			if wants := !ofChanges(key); wants != (len(w.Options) > 0) {
				t.Errorf("%s: %+v", line, w)
			}
		}
	}
}

func TestUnfinishedField(t *testing.T) {
	t.Parallel()
	s, r := catalog()
	for line, want := range map[string]string{
		"p":                          "",
		"sku":                        "", // sku_alt
		"sku ":                       `product has a field "sku" already`,
		"sku int":                    `product has a field "sku" already`,
		"i":                          "",
		"id ":                        "reserved",
		"Pri":                        "snake_case",
		"price:":                     "",
		"price:i":                    "separate the words",
		"price ":                     "",
		"price: dec":                 "",
		"price dec":                  "",
		"price mony":                 `unknown type "mony"`,
		"price decimal":              "",
		"price decimal(10":           "",
		"price decimal(10 ":          "decimal",
		"price string[":              "",
		"price int32 m":              "",
		"price int32 min":            "",
		"price int32 min=":           "",
		"price int32 min=x":          "",
		"price int32 min=x ":         "min",
		"price int32 min=5 max=":     "",
		"price int32 min=5 max=1 ":   "max 1 is less than min 5",
		"price int32 mix":            `unknown flag "mix"`,
		"price money ":               "",
		"price money min=0.001 ":     "", // right if the currency has three digits
		"price money min=1 curr":     "",
		"price money currency=EU":    "",
		"price money currency=EU ":   "is not a currency",
		"price money[] ":             "", // said when the line is finished
		"price int32 len":            "", // an error once it is finished
		"price int32 len=1 ":         "len",
		"category ref=":              "",
		"category ref=cat":           "",
		"category ref=cut":           "",
		"category ref=cat ":          `catalog has no resource "cat"`,
		"status enum=draft":          "",
		"status enum=draft ":         "two values",
		"title string filter=pre":    "",
		"title string filter=gte":    `operator "gte"`,
		`note string default="a b`:   "",
		"note string unique uniq":    "",
		"note string unique unique ": "twice",
	} {
		err := unfinishedField(scope{Service: s}, r, line)
		switch {
		case want == "" && err != nil, want != "" && err == nil:
			t.Errorf("%q: %v, want %q", line, err, want)
		case err != nil && !strings.Contains(ask.Inline(err), want):
			t.Errorf("%q: %s, want %s", line, ask.Inline(err), want)
		}
	}
}

func TestUnfinishedNames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":               "",
		"products":       "", // products_list
		"products ":      "plural",
		"product, prod":  "",
		"product prod-":  "snake_case",
		"product produc": "",
		"a b a":          "", // a_b
		"a b a ":         "listed twice",
		"Produc":         `"Produc" is not`, // as it was typed
	} {
		err := unfinishedNames(text, spec.CheckResourceName)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(ask.Inline(err), want)) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestRightLinesAreNeverWrong holds that a line that is right in the end is not called wrong while it is typed, and that Tab
// offers nothing but more of what is typed.
func TestRightLinesAreNeverWrong(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../../../testdata/specs/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := spec.Parse([]spec.Source{{Path: "everything.yaml", Data: data}})
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, s := range all.Services {
		for _, r := range s.Resources {
			for _, f := range r.Fields {
				into := &spec.Resource{Name: r.Name}
				line := lineOf(f)
				if checkFieldLine(scope{Service: s}, into, line) != nil { // enums with a name, and the lists of a change
					continue
				}
				lines++
				typed := []rune(line)
				for n := range typed {
					text := string(typed[:n+1])
					if err := unfinishedField(scope{Service: s}, into, text); err != nil {
						t.Errorf("%q of %q: %s", text, line, ask.Inline(err))
					}
					checkWord(t, s, text, n+1)
				}
			}
		}
	}
	if lines < 40 {
		t.Errorf("only %d lines", lines)
	}
}

func checkWord(t *testing.T, s *spec.Service, text string, cursor int) {
	t.Helper()
	w := fieldWord(scope{Service: s}, text, cursor)
	if w.At < 0 || w.At > cursor {
		t.Fatalf("%q: the word begins at %d of %d", text, w.At, cursor)
	}
	typed := string([]rune(text)[w.At:cursor])
	for _, option := range w.Options {
		if !strings.HasPrefix(option, typed) {
			t.Errorf("%q: offers %q", text, option)
		}
	}
}

func FuzzFieldLine(f *testing.F) {
	for _, line := range []string{"sku string unique len=3..32", `a text description="x \" y" default=`, "a:b:c", "x enum=a,b[] filter=has", "r ref=product on_delete=s"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if !utf8.ValidString(line) {
			return
		}
		s, r := catalog()
		_ = unfinishedField(scope{Service: s}, r, line)
		for n := range len([]rune(line)) + 1 {
			checkWord(t, s, line, n)
		}
	})
}
