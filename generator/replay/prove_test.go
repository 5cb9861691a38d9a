package replay

import (
	"context"
	"errors"
	"net"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// world is a machine with a memory, with a sqlc that agrees with everything, and with a PostgreSQL or not.
type world struct {
	postgres error // of starting one; nil for none installed
	mu       sync.Mutex
	kept     map[string]string
	read     int // times that sqlc was asked
}

func (w *world) HasPostgres() bool { return w.postgres != nil }

func (w *world) Postgres(context.Context) (*toolchain.Postgres, error) { return nil, w.postgres }

func (w *world) Proof(key string) string { return w.kept[key] }

func (w *world) KeepProof(key, line string) {
	if w.kept == nil {
		w.kept = map[string]string{}
	}
	w.kept[key] = line
}

func (w *world) SQLC(_ context.Context, tree []toolchain.File) ([]toolchain.File, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.read++
	var out []toolchain.File
	for _, f := range tree {
		if path.Base(f.Path) == "model.sql" {
			i := strings.TrimSuffix(strings.TrimPrefix(path.Dir(f.Path), "service-"), "/")
			for _, what := range []string{"-model", "-migrations"} {
				out = append(out, toolchain.File{Path: "out-" + i + what + "/codegen_request.json", Data: []byte(`{"catalog": {"schemas": [{"name": "other"}, {"name": "public"}]}}`)})
			}
		}
	}
	return out, nil
}

func shopSubject(t *testing.T, fields string) Subject {
	t.Helper()
	s, _, err := buildModel(shop(fields), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return Subject{s, fstest.MapFS{"00001_init.sql": {Data: []byte(s.Schema.InitialFile())}}}
}

func prove(t *testing.T, tools Tools, o Options, s Subject) (Proof, []Warning) {
	t.Helper()
	r, err := Prove(t.Context(), tools, o, []Subject{s})
	if err != nil {
		t.Fatal(err)
	}
	return r.Proofs[0], r.Warnings
}

func TestProofsAreRemembered(t *testing.T) {
	t.Parallel()
	w, s := new(world), shopSubject(t, "title: string")
	for i, c := range []struct {
		o          Options
		s          Subject
		remembered bool
	}{
		{Options{}, s, false},
		{Options{}, s, true},
		{Options{Way: BySQLC}, s, true},
		{Options{Full: true}, s, false},
		{Options{}, shopSubject(t, "title: string len=..9"), false}, // another model
		{Options{}, Subject{s.Service, fstest.MapFS{"00001_init.sql": {Data: []byte("-- ")}}}, false}, // other migrations
	} {
		before := w.read
		p, warnings := prove(t, w, c.o, c.s)
		if p.Remembered != c.remembered || p.By != BySQLC || len(warnings) > 0 || (w.read == before) != c.remembered {
			t.Errorf("%d: %+v, %v, sqlc asked %d times", i, p, warnings, w.read-before)
		}
	}
	if _, err := Prove(t.Context(), w, Options{Way: OnPostgres}, []Subject{s}); err == nil {
		t.Error("what sqlc has read counts as replayed")
	}
	for key := range w.kept {
		if name, ok := strings.CutSuffix(key, "-"+BySQLC); ok {
			w.kept[name+"-"+OnPostgres] = "PostgreSQL 16"
		}
	}
	if p, _ := prove(t, w, Options{}, s); p.By != "PostgreSQL 16" || !p.Remembered {
		t.Errorf("the better proof counts: %+v", p)
	}
	if p, _ := prove(t, w, Options{Way: OnPostgres}, s); p.By != "PostgreSQL 16" {
		t.Errorf("a proof that was made on a server counts where there is none: %+v", p)
	}
}

func TestNothingToProve(t *testing.T) {
	t.Parallel()
	r, err := Prove(t.Context(), new(world), Options{Way: OnPostgres}, []Subject{{&model.Service{}, fstest.MapFS{}}})
	if err != nil || len(r.Proofs) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// oldServer is a server that says that it is PostgreSQL 13, and nothing else.
func oldServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			b := pgproto3.NewBackend(conn, conn)
			if _, err := b.ReceiveStartupMessage(); err != nil {
				continue
			}
			b.Send(&pgproto3.AuthenticationOk{})
			b.Send(&pgproto3.ParameterStatus{Name: "server_version", Value: "13.4 (Debian 13.4-1)"})
			b.Send(&pgproto3.BackendKeyData{SecretKey: make([]byte, 4)})
			b.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
			_ = b.Flush()
		}
	}()
	return "postgres://x@" + l.Addr().String() + "/x?sslmode=disable"
}

// TestServersThatDoNotServe falls back to sqlc, and says why.
func TestServersThatDoNotServe(t *testing.T) {
	t.Parallel()
	s := shopSubject(t, "title: string")
	broken := errors.New("initdb: no space left")
	for name, c := range map[string]struct {
		server   string
		postgres error
		warnings []string
	}{
		"no server":          {},
		"too old":            {oldServer(t), nil, []string{"it is PostgreSQL \"13.4"}},
		"refuses":            {"postgres://x@127.0.0.1:1/x", nil, []string{"failed to connect"}},
		"no URL":             {"nonsense", nil, []string{"cannot parse"}},
		"does not start":     {"", broken, []string{"no space left"}},
		"too old and broken": {oldServer(t), broken, []string{"it is PostgreSQL \"13.4", "no space left"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{postgres: c.postgres}
			p, warnings := prove(t, w, Options{Server: c.server}, s)
			if p.By != BySQLC || p.Failed != nil || len(warnings) != len(c.warnings) {
				t.Fatalf("%+v, %v", p, warnings)
			}
			for i, want := range c.warnings {
				if !strings.Contains(warnings[i].Err.Error(), want) {
					t.Errorf("warned of %v, want %s", warnings[i].Err, want)
				}
			}
			var none *UnprovedError
			if _, err := Prove(t.Context(), w, Options{Server: c.server, Way: OnPostgres}, []Subject{s}); !errors.As(err, &none) {
				t.Errorf("asked for a server: %v", err)
			}
		})
	}
}

func TestFailedMigrations(t *testing.T) {
	t.Parallel()
	at := server(t)
	s := shopSubject(t, "title: string")
	initial := s.Migrations.(fstest.MapFS)["00001_init.sql"]
	for name, c := range map[string]struct{ text, want string }{
		"syntax":          {"-- +goose Up\n-- a comment\nALTER TABLE products\n    ADD COLUM note text;\n", `00002_note.sql:4:20: syntax error at or near "text"`},
		"no such thing":   {"-- +goose Up\nSELECT 1;\n\nDROP TABLE nothing;\n", `00002_note.sql:4:1: table "nothing" does not exist`},
		"behind umlauts":  {"-- +goose Up\nCOMMENT ON TABLE products IS 'über ä'; SELECT 'äöü', nope;\n", `00002_note.sql:2:54: column "nope" does not exist`},
		"no transaction":  {"-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON products (nope);\n", `00002_note.sql:3:1: column "nope" does not exist`},
		"not for goose":   {"CREATE TABLE x (id int);\n", `failed to prepare migration (type:sql,version:2)`},
		"conflict marker": {"-- +goose Up\n<<<<<<< HEAD\nSELECT 1;\n", `00002_note.sql:2:1: syntax error at or near "<<<<<<<"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Compare(t.Context(), at, s.Service, fstest.MapFS{"00001_init.sql": initial, "00002_note.sql": {Data: []byte(c.text)}}, replayLimit)
			var failed *FailedError
			if !errors.As(err, &failed) || !strings.HasPrefix(failed.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	at := server(t)
	s := shopSubject(t, "title: string unique\nnote: text optional len=..50")
	initial := string(s.Migrations.(fstest.MapFS)["00001_init.sql"].Data)
	for name, c := range map[string]struct{ old, text, own, want string }{
		"nothing":            {},
		"a column":           {old: "    note         text,\n", want: "missing [column products.note text constraint products.products_note_check", text: ""},
		"type":               {old: "note         text", text: "note         varchar(9)", want: "note character varying(9)"},
		"a constraint":       {old: "    CONSTRAINT products_title_key UNIQUE (title),\n", want: "missing [constraint products.products_title_key UNIQUE (title)]"},
		"something beside":   {old: "version ", text: "more text, version ", want: "extra [column products.more text]"},
		"a user's migration": {own: "ALTER TABLE products ADD COLUMN more text; CREATE TABLE mine (id int);"},
		"a user's that drops": {
			own: "ALTER TABLE products DROP COLUMN note; CREATE TABLE mine (id int);", want: "missing [column products.note text constraint",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(initial, c.old, c.text, 1)
			if c.old != "" && text == initial {
				t.Fatalf("%q is not in\n%s", c.old, initial)
			}
			files := fstest.MapFS{"00001_init.sql": {Data: []byte(text)}}
			if name == "a column" { // its rule goes with it
				at := strings.Index(text, ",\n    CONSTRAINT products_note_check")
				end := strings.Index(text[at+1:], "\n)") + at + 1
				files["00001_init.sql"].Data = []byte(text[:at] + text[end:])
			}
			if c.own != "" {
				files["00002_mine.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + c.own + "\n")}
			}
			d, err := Compare(t.Context(), at, s.Service, files, replayLimit)
			if err != nil {
				t.Fatal(err)
			}
			got := d.words()
			if !strings.Contains(got, c.want) || c.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func (d Difference) words() string {
	var out strings.Builder
	for what, objects := range map[string][]Object{"missing": d.Missing, "extra": d.Extra} {
		var texts []string
		for _, o := range objects {
			texts = append(texts, o.String())
		}
		if len(texts) > 0 {
			out.WriteString(what + " [" + strings.Join(texts, " ") + "] ")
		}
	}
	for _, c := range d.Other {
		out.WriteString("have " + c.Have.Table + "." + c.Have.Name + " " + c.Have.Is + " want " + c.Want.Is)
	}
	return out.String()
}
