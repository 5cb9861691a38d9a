package ledger

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/spec"
)

func TestProblems(t *testing.T) {
	t.Parallel()
	const head = "service: a\ngrpc_port: 9001\nadmin_port: 9101\n"
	for name, c := range map[string]struct{ text, want string }{
		"duplicate number": {
			head + "resources:\n  p:\n    - {plural: ps}\n    - {field: x, number: 6, type: string, sql: text}\n    - {field: y, number: 6, type: string, sql: text}\n",
			"a.yaml:8: number 6 is already used in line 7",
		},
		"a reserved number": {
			head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text}\n    - {removed: y, number: 6}\n",
			"a.yaml:7: number 6 is already used in line 6",
		},
		"duplicate field": {
			head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text}\n    - {field: x, number: 7, type: string, sql: text}\n",
			"a.yaml:7: field x is already in line 6",
		},
		"duplicate value": {
			head + "enums:\n  e:\n    - {value: x, number: 1}\n    - {value: y, number: 1}\n",
			"a.yaml:7: number 1 is already used in line 6",
		},
		"conflict markers":        {head + "<<<<<<< HEAD\n", "a.yaml:4: conflict markers of a merge"},
		"duplicate resource":      {head + "resources:\n  p:\n    - {plural: ps}\n  p:\n", `a.yaml:7: "p" is in the file twice`},
		"unknown key":             {head + "colour: red\n", `a.yaml:4: unknown key "colour"`},
		"unknown fact":            {head + "resources:\n  p:\n    - {trigger: x}\n", "a.yaml:6: cannot read trigger: x"},
		"broken line":             {head + "resources:\n  p:\n    - {field: x, number\n", "a.yaml:6: want {key: value, …}"},
		"open quote":              {head + "resources:\n  p:\n    - {field: \"x, number: 6}\n", "a.yaml:6: a value is missing, or a quote is not closed"},
		"bad number":              {head + "resources:\n  p:\n    - {field: x, number: six, type: string, sql: text}\n", "a.yaml:6: cannot read number: six"},
		"bad type":                {head + "resources:\n  p:\n    - {field: x, number: 6, type: mony}\n", "a.yaml:6: cannot read type: mony"},
		"bad port":                {"service: a\ngrpc_port: 0\n", `a.yaml:2: "0" is not a valid port`},
		"wrong service name":      {"service: b\n", "a.yaml:1: the ledger of service \"a\" says `service: b`"},
		"binary":                  {"\x00\x01", "a.yaml:1: cannot read this line, or its key is already in the file"},
		"a plural with SQL":       {head + "resources:\n  p:\n    - {plural: \"x; y\"}\n", "a.yaml:6: cannot read plural: x; y"},
		"no currency":             {head + "resources:\n  p:\n    - {field: x, number: 6, type: \"money currency=EURO\"}\n", "a.yaml:6: cannot read type: money currency=EURO"},
		"not money":               {head + "resources:\n  p:\n    - {field: x, number: 6, type: \"int64 currency=EUR\"}\n", "a.yaml:6: cannot read type: int64 currency=EUR"},
		"no plural":               {head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text}\n", `a.yaml:6: resource "p" above this line has no plural`},
		"no number":               {head + "resources:\n  p:\n    - {field: x, type: string, sql: text}\n", `a.yaml:6: the line of "x" is incomplete, or has an invalid name`},
		"an invalid route":        {head + "resources:\n  p:\n    - {plural: ps}\n    - {path: \"/v1/$(x)\", methods: [get]}\n", "a.yaml:7: cannot read path: /v1/$(x)"},
		"nothing with a key":      {head + "resources:\n  p:\n    - {plural: ps}\n    - {idempotent: []}\n", "a.yaml:7: cannot read idempotent: "},
		"a key of no method":      {head + "resources:\n  p:\n    - {plural: ps}\n    - {idempotent: [\"x; y\"]}\n", "a.yaml:7: cannot read idempotent: "},
		"nothing to validate":     {head + "resources:\n  p:\n    - {plural: ps}\n    - {validate_only: []}\n", "a.yaml:7: cannot read validate_only: "},
		"to validate what is not": {head + "resources:\n  p:\n    - {plural: ps}\n    - {validate_only: [\"x; y\"]}\n", "a.yaml:7: cannot read validate_only: "},
		"an unknown method":       {head + "resources:\n  p:\n    - {plural: ps}\n    - {path: \"/v1/ps\", methods: [fly]}\n", "a.yaml:7: cannot read methods: "},
		"a path without methods":  {head + "resources:\n  p:\n    - {plural: ps}\n    - {path: \"/v1/ps\"}\n", `a.yaml:7: resource "p" above this line must have both a path and methods, or neither`},
		"an invalid API":          {head + "api: shop..x y\n", `a.yaml:4: "shop..x y" is not the full name of a protobuf service`},
		"a rule without callers":  {head + "resources:\n  p:\n    - {plural: ps}\n    - {allow: [get], to: []}\n", "a.yaml:7: the line of \"allow\" is incomplete, or has an invalid name"},
		"a rule with SQL":         {head + "resources:\n  p:\n    - {plural: ps}\n    - {allow: [get], to: [\"x; y\"]}\n", "a.yaml:7: the line of \"allow\" is incomplete, or has an invalid name"},
		"a rule of no method":     {head + "resources:\n  p:\n    - {plural: ps}\n    - {allow: [fly], to: [anyone]}\n", "a.yaml:7: cannot read allow: "},
		"two rules of a method":   {head + "resources:\n  p:\n    - {plural: ps}\n    - {allow: [get], to: [anyone]}\n    - {allow: [list, get], to: [admin]}\n", "a.yaml:8: allow get is already in line 7"},
		"an action with SQL":      {head + "resources:\n  p:\n    - {plural: ps}\n    - {action: \"x; y\"}\n", "a.yaml:7: the line of \"x; y\" is incomplete, or has an invalid name"},
		"a gone event of nothing": {head + "resources:\n  p:\n    - {plural: ps}\n    - {gone_event: go, types: [a.v1.B]}\n", "a.yaml:7: the line of \"gone_event\" is incomplete, or has an invalid name"},
		"no transition":           {head + "resources:\n  p:\n    - {plural: ps}\n    - {action: go, transition: \"s x\"}\n", "a.yaml:7: cannot read transition: s x"},
		"a transition to SQL":     {head + "resources:\n  p:\n    - {plural: ps}\n    - {action: go, transition: \"s x -> y;\"}\n", "a.yaml:7: cannot read transition: s x -> y;"},
		"two actions of a name":   {head + "resources:\n  p:\n    - {plural: ps}\n    - {action: go}\n    - {action: go}\n", "a.yaml:8: action go is already in line 7"},
		"no section":              {head + "    - {field: x}\n", "a.yaml:4: cannot read this line"},
		"a duplicate key":         {head + "service: a\n", "a.yaml:4: cannot read this line, or its key is already in the file"},
		"an invalid flag":         {head + "resources:\n  p:\n    - {field: x, number: 6, optional: maybe}\n", "a.yaml:6: cannot read optional: maybe"},
		"a column without a type": {
			head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text, more_columns: [x_y]}\n", "a.yaml:6: cannot read more_columns: ",
		},
		"a column with SQL": {
			head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text, more_columns: [\"x; y\", text, \"\"]}\n",
			"a.yaml:6: cannot read more_columns: ",
		},
		"a queue with SQL":         {head + "consumers: [x@\"a.y; z\"]\n", `a.yaml:4: cannot read consumers: [x@"a.y; z"]`},
		"a queue of no service":    {head + "consumers: [x=y@z]\n", "a.yaml:4: cannot read consumers: [x=y@z]"},
		"a table without a key":    {head + "tables:\n  q:\n    - {column: id, sql: bigint}\n  r:\n", `a.yaml:7: table "q" above this line has no primary key, or no columns`},
		"a key with SQL":           {head + "tables:\n  q:\n    - {primary_key: q_pkey, columns: [\"x; y\"]}\n", "a.yaml:6: cannot read primary_key: q_pkey"},
		"a parameter with SQL":     {head + "tables:\n  q:\n    - {option: fillfactor, is: \"7); y\"}\n", "a.yaml:6: cannot read option: fillfactor"},
		"a column without its SQL": {head + "tables:\n  q:\n    - {column: id, not_null: true}\n", "a.yaml:6: cannot read column: id"},
		"an identity that is not":  {head + "tables:\n  q:\n    - {column: id, sql: bigint, identity: no}\n", "a.yaml:6: cannot read column: id"},
		"a column twice":           {head + "tables:\n  q:\n    - {column: id, sql: bigint}\n    - {column: id, sql: bigint}\n", "a.yaml:7: column id is already in line 6"},
		"a table's unknown line":   {head + "tables:\n  q:\n    - {trigger: x}\n", "a.yaml:6: unknown line: trigger"},
		"an unknown property":      {head + "resources:\n  p:\n    - {field: x, number: 6, len: 3}\n", "a.yaml:6: cannot read len: 3"},
	} {
		_, err := Parse(map[string][]byte{".svcgen/model/a.yaml": []byte(c.text)})
		var problems spec.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		got := strings.TrimPrefix(problems[0].File, ".svcgen/model/") + ":" + strconv.Itoa(problems[0].Line) + ": " + problems[0].Msg
		if got != c.want || problems[0].Hint == "" {
			t.Errorf("%s: got %q, hint %q, want %q", name, got, problems[0].Hint, c.want)
		}
	}
}

func TestPortsClash(t *testing.T) {
	t.Parallel()
	_, err := Parse(map[string][]byte{
		".svcgen/model/a.yaml": []byte("service: a\ngrpc_port: 9001\nadmin_port: 9101\n"),
		".svcgen/model/b.yaml": []byte("service: b\ngrpc_port: 9001\nadmin_port: 9102\n"),
	})
	if err == nil || !strings.Contains(err.Error(), `services "a" and "b" both have port 9001`) {
		t.Errorf("got %v", err)
	}
}

func TestServices(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"service: a\ndatabase: A;--\n":     `.svcgen/model/a.yaml:2:1: cannot read database: A;--`,
		"service: a\nrenamed_to: ../b\n":   `.svcgen/model/a.yaml:2:1: cannot read renamed_to: ../b`,
		"service: a\ngone: perhaps\n":      `.svcgen/model/a.yaml:2:1: cannot read gone: perhaps`,
		"service: a\nwas: \"x y\"\n":       `.svcgen/model/a.yaml:2:1: cannot read was: "x y"`,
		"service: a\ndatabase: b\n":        `.svcgen/model/b.yaml:1:1: services "a" and "b" both have the database b`,
		"service: a\nbreaks: -1\n":         `.svcgen/model/a.yaml:2:1: cannot read breaks: -1`,
		"service: a\nbreaks: 3\n":          "",
		"service: a\njson_enums: proto\n":  `.svcgen/model/a.yaml:2:1: cannot read json_enums: proto`,
		"service: a\njson_enums: short\n":  "",
		"service: a\ncopies: [../b]\n":     `.svcgen/model/a.yaml:2:1: cannot read copies: [../b]`,
		"service: a\ncopies: [b]\n":        "",
		"service: a\nrenamed_to: b\n":      "",
		"service: a\ngone: true\nwas: c\n": "",
	} {
		_, err := Parse(map[string][]byte{".svcgen/model/a.yaml": []byte(text), ".svcgen/model/b.yaml": []byte("service: b\n")})
		got := ""
		if err != nil {
			got, _, _ = strings.Cut(err.Error(), "\n")
		}
		if got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, file := range golden(f) {
		f.Add(file)
	}
	f.Add([]byte("service: a\nresources:\n  p:\n    - {plural: ps}\n" +
		"    - {field: x, number: 6, type: string, sql: text, more_columns: [x_y, text, \"\", x_z, uuid, \"'a'\"]}\n" +
		"    - {field: y, number: 7, type: \"money currency=EUR\", sql: bigint}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Parse(map[string][]byte{"a.yaml": data})
		if err != nil {
			return
		}
		again, err := Parse(map[string][]byte{"a.yaml": l.Files()[0].Data})
		if err != nil {
			t.Fatalf("%v\n%s", err, l.Files()[0].Data)
		}
		if diff := cmp.Diff(l, again); diff != "" {
			t.Error(diff)
		}
	})
}

// golden returns the ledgers of the golden workspaces.
func golden(tb testing.TB) [][]byte {
	tb.Helper()
	paths, err := filepath.Glob("../../testdata/golden/*/want/.svcgen/model/*.yaml")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no golden ledgers: %v", err)
	}
	files := make([][]byte, len(paths))
	for i, path := range paths {
		if files[i], err = os.ReadFile(path); err != nil {
			tb.Fatal(err)
		}
	}
	return files
}

// TestRules holds that rules are read as they were printed.
func TestRules(t *testing.T) {
	t.Parallel()
	allow := []Allowed{
		{Methods: []spec.Method{spec.Get, spec.List}, To: []string{spec.Anyone}},
		{Methods: []spec.Method{spec.Create, "go"}, To: []string{"merchant", "null"}},
	}
	actions := []Action{{Name: "go", Transition: "state a, b -> c"}, {Name: "null"}}
	l := &Ledger{Services: []*Service{{Name: "a", Resources: []*Resource{{
		Name: "p", Plural: "ps", Path: "/v1/ps", Methods: []spec.Method{spec.Create, spec.Get, spec.List}, Actions: actions, Allow: allow,
	}}}}}
	file := l.Files()[0]
	again, err := Parse(map[string][]byte{file.Path: file.Data})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l, again); diff != "" {
		t.Errorf("%s\n%s", diff, file.Data)
	}
	for m, want := range map[spec.Method]string{spec.Get: "anyone", spec.Create: "merchant null", "go": "merchant null", "null": "anyone", spec.Delete: "anyone"} {
		if got := strings.Join(again.Services[0].Resources[0].Callers(m), " "); got != want {
			t.Errorf("%s: %s, want %s", m, got, want)
		}
	}
}

// Every ledger of a golden workspace reads back as it was printed.
func TestGoldenRoundTrip(t *testing.T) {
	t.Parallel()
	for _, data := range golden(t) {
		name, _, _ := strings.Cut(string(data[bytes.Index(data, []byte("\nservice: "))+len("\nservice: "):]), "\n")
		l, err := Parse(map[string][]byte{Dir + "/" + name + ".yaml": data})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(data), string(l.Files()[0].Data)); diff != "" {
			t.Error(diff)
		}
	}
}

// TestQueues reads back the queues of consumers that were renamed.
func TestQueues(t *testing.T) {
	t.Parallel()
	const text = "service: a\ngrpc_port: 9001\nadmin_port: 9101\nconsumers: [x, y=w, z=v@b.v, u@b.u]\nbus: sqs\n"
	l, err := Parse(map[string][]byte{Dir + "/a.yaml": []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	want := []Consumer{{Name: "x"}, {Name: "y", Was: "w"}, {Name: "z", Was: "v", Queue: "b.v"}, {Name: "u", Queue: "b.u"}}
	if diff := cmp.Diff(want, l.Services[0].Consumers); diff != "" {
		t.Error(diff)
	}
	if got := string(l.Files()[0].Data); !strings.HasSuffix(got, text) {
		t.Errorf("got\n%s, want it to end with\n%s", got, text)
	}
}
