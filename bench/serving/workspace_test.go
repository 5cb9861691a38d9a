package serving

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/templates"
	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// server is something that answers the requests of the benchmark.
type server struct {
	name       string
	processes  []*process
	http, grpc string // addresses; "" for none
	started    time.Duration
	resident   int64 // bytes at rest
}

// servers are all those that are measured.
type servers struct {
	reference, one, two *server
	observed            *server // one process that traces a tenth of its requests, and counts all
	telling             *server // one process that stores an event with each change, in a database of its own; they wait there
	authenticating      *server // one process that takes bearer tokens
	token               string  // of a user
	remembering         *server // one process whose users have signed in
	session             string  // the cookies of one
}

// startServers makes the example as a workspace and starts it in one process, in two, in one with telemetry, in one with events, in one that
// takes tokens, in one with sessions, and the reference, on one PostgreSQL; those with events and sessions have others.
func startServers(b *testing.B) servers {
	b.Helper()
	dir := makeWorkspace(b)
	database := "DATABASE_URL=" + makeDatabase(b, dir)
	shared := []string{"CATALOG_" + database, "CATALOG_DB_MAX_CONNS=8", "ORDERS_" + database}
	var s servers

	s.reference = &server{name: "hand-written", http: freeAddr(b), grpc: freeAddr(b)}
	s.reference.start(b, dir, "reference", s.reference.http, database, "HTTP_ADDR="+s.reference.http, "GRPC_ADDR="+s.reference.grpc)

	startOne := func(name, dir string, env ...string) *server {
		one := &server{name: name, http: freeAddr(b)}
		one.start(b, dir, "shop", one.http, slices.Concat(shared, env, []string{
			"GATEWAY_HTTP_ADDR=" + one.http, "CATALOG_GRPC_ADDR=" + freeAddr(b), "ORDERS_GRPC_ADDR=" + freeAddr(b),
		})...)
		return one
	}
	s.one = startOne("one process", dir)

	s.two = &server{name: "gateway + service", http: freeAddr(b), grpc: freeAddr(b)}
	s.two.start(b, dir, "catalog-api", s.two.grpc, append(shared, "CATALOG_GRPC_ADDR="+s.two.grpc)...)
	s.two.start(b, dir, "gateway", s.two.http, "GATEWAY_HTTP_ADDR="+s.two.http, "GATEWAY_CATALOG_TARGET="+s.two.grpc)

	observed := makeVariant(b, dir, "observed", "[github-actions]", "[github-actions, observability]")
	s.observed = startOne("one process, telemetry", observed, "OTEL_EXPORTER_OTLP_ENDPOINT=http://"+startCollector(b), "OTEL_TRACES_SAMPLER_ARG=0.1")

	telling := makeVariant(b, dir, "events", "        soft_delete: true\n", "        soft_delete: true\n        events: [created, updated]\n")
	runGo(b, telling, "build", "-o", "bin/", "./services/catalog/cmd/catalog-api")
	database = "DATABASE_URL=" + makeDatabase(b, telling)
	s.telling = startOne("one process, events", telling, "CATALOG_"+database, "ORDERS_"+database, "EVENTS_"+database, "EVENTS_PAUSE=publish,consume")

	issuer, err := fakeidp.New("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(issuer.Close)
	if s.token, err = issuer.Token("ada", time.Hour); err != nil {
		b.Fatal(err)
	}
	authenticating := makeVariant(b, dir, "jwt", "auth: none", "auth: jwt\nallow: [signed_in]")
	s.authenticating = startOne("one process, jwt", authenticating, "GATEWAY_JWT_ISSUER="+issuer.URL, "GATEWAY_JWT_AUDIENCE="+fakeidp.Audience)

	s.startRemembering(b, startOne, makeVariant(b, dir, "sessions", "auth: none", "auth: {sessions: {providers: [oidc]}}\nallow: [signed_in]"))
	return s
}

func (s *server) start(b *testing.B, dir, program, ready string, env ...string) {
	b.Helper()
	p, took := start(b, filepath.Join(dir, "bin", program), ready, env...)
	time.Sleep(100 * time.Millisecond) // what it does at first
	s.processes = append(s.processes, p)
	s.started = max(s.started, took)
	s.resident += p.resident()
}

// usage is what all processes of the server have used.
func (s *server) usage(b *testing.B) usage {
	b.Helper()
	var sum usage
	for _, p := range s.processes {
		u := p.usage(b)
		sum.Allocs, sum.Bytes, sum.CPU = sum.Allocs+u.Allocs, sum.Bytes+u.Bytes, sum.CPU+u.CPU
	}
	return sum
}

// makeWorkspace returns a folder with the programs in bin/: those of the example, each with testdata/measure.go, and the reference.
// SERVING_WORKSPACE keeps it in a folder of that name; one that is there is used as it is.
func makeWorkspace(b *testing.B) string {
	b.Helper()
	dir := os.Getenv("SERVING_WORKSPACE")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "shop")
	}
	if _, err := os.Stat(dir); err != nil {
		runGo(b, ".", "run", "../../cmd/svcgen", "new", dir, "--example", "shop")
	}
	for _, program := range []string{"cmd/shop", "services/gateway/cmd/gateway", "services/catalog/cmd/catalog-api", "cmd/reference"} {
		if err := os.MkdirAll(filepath.Join(dir, program), 0o755); err != nil {
			b.Fatal(err)
		}
		copyFile(b, "testdata/measure.go", filepath.Join(dir, program, "measure.go"))
	}
	for _, name := range []string{"main.go", "rest.go", "grpc.go"} {
		copyFile(b, "testdata/reference/"+name, filepath.Join(dir, "cmd", "reference", name))
	}
	runGo(b, dir, "build", "-o", "bin/", "./cmd/...", "./services/...")
	return dir
}

// makeVariant is makeWorkspace for a workspace beside dir, whose spec has with instead of old, with only one program.
func makeVariant(b *testing.B, dir, name, old, with string) string {
	b.Helper()
	dir += "-" + name
	if _, err := os.Stat(dir); err != nil {
		example, err := templates.FS.ReadFile("examples/shop.yaml")
		if err != nil {
			b.Fatal(err)
		}
		spec := filepath.Join(b.TempDir(), "shop.yaml")
		if !bytes.Contains(example, []byte(old)) {
			b.Fatalf("the example has no %q", old)
		}
		example = bytes.Replace(example, []byte(old), []byte(with), 1)
		if err := os.WriteFile(spec, example, 0o644); err != nil {
			b.Fatal(err)
		}
		runGo(b, ".", "run", "../../cmd/svcgen", "new", dir, "--file", spec)
	}
	copyFile(b, "testdata/measure.go", filepath.Join(dir, "cmd", "shop", "measure.go"))
	runGo(b, dir, "build", "-o", "bin/", "./cmd/...")
	return dir
}

// makeDatabase starts a PostgreSQL and returns the URL of a database with the rows of testdata/seed.sql.
func makeDatabase(b *testing.B, dir string) string {
	b.Helper()
	url := startPostgres(b)
	migrate := exec.CommandContext(b.Context(), filepath.Join(dir, "bin", "catalog-api"), "migrate")
	migrate.Env = append(os.Environ(), "CATALOG_DATABASE_URL="+url)
	if out, err := migrate.CombinedOutput(); err != nil {
		b.Fatalf("migrate: %v\n%s", err, out)
	}
	seed, err := os.ReadFile("testdata/seed.sql")
	if err != nil {
		b.Fatal(err)
	}
	conn, err := pgx.Connect(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.PgConn().Exec(b.Context(), string(seed)).ReadAll(); err != nil {
		b.Fatal(err)
	}
	return url
}

// startPostgres starts a PostgreSQL and returns the URL of a database without tables.
func startPostgres(b *testing.B) string {
	b.Helper()
	postgres, err := toolchain.New(toolchain.Options{}).Postgres(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(postgres.Close)
	return postgres.URL
}

// runGo runs the go tool in a folder.
func runGo(b *testing.B, dir string, args ...string) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), "go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", cmd, err, out)
	}
}

func copyFile(b *testing.B, from, to string) {
	b.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o644); err != nil {
		b.Fatal(err)
	}
}
