package serving

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/toolchain"
)

// server is something that answers the requests of the benchmark.
type server struct {
	name       string
	processes  []*process
	http, grpc string // addresses; "" for none
	started    time.Duration
	resident   int64 // bytes at rest
}

// startServers makes the example as a workspace and starts it in one process, in two, and the reference, on one PostgreSQL.
func startServers(b *testing.B) (reference, one, two *server) {
	b.Helper()
	dir := makeWorkspace(b)
	database := "DATABASE_URL=" + makeDatabase(b, dir)
	shared := []string{"CATALOG_" + database, "CATALOG_DB_MAX_CONNS=8", "ORDERS_" + database}

	reference = &server{name: "hand-written", http: freeAddr(b), grpc: freeAddr(b)}
	reference.start(b, dir, "reference", reference.http, database, "HTTP_ADDR="+reference.http, "GRPC_ADDR="+reference.grpc)

	one = &server{name: "one process", http: freeAddr(b)}
	one.start(b, dir, "shop", one.http, append(shared,
		"GATEWAY_HTTP_ADDR="+one.http, "CATALOG_GRPC_ADDR="+freeAddr(b), "ORDERS_GRPC_ADDR="+freeAddr(b))...)

	two = &server{name: "gateway + service", http: freeAddr(b), grpc: freeAddr(b)}
	two.start(b, dir, "catalog-api", two.grpc, append(shared, "CATALOG_GRPC_ADDR="+two.grpc)...)
	two.start(b, dir, "gateway", two.http, "GATEWAY_HTTP_ADDR="+two.http, "GATEWAY_CATALOG_TARGET="+two.grpc)
	return reference, one, two
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
		command(b, ".", "go", "run", "../../cmd/svcgen", "new", dir, "--example", "shop")
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
	command(b, dir, "go", "build", "-o", "bin/", "./cmd/...", "./services/...")
	return dir
}

// makeDatabase starts a PostgreSQL and returns the URL of a database with the rows of testdata/seed.sql.
func makeDatabase(b *testing.B, dir string) string {
	b.Helper()
	postgres, err := toolchain.New(toolchain.Options{}).Postgres(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(postgres.Close)
	migrate := exec.CommandContext(b.Context(), filepath.Join(dir, "bin", "catalog-api"), "migrate")
	migrate.Env = append(os.Environ(), "CATALOG_DATABASE_URL="+postgres.URL)
	if out, err := migrate.CombinedOutput(); err != nil {
		b.Fatalf("migrate: %v\n%s", err, out)
	}
	seed, err := os.ReadFile("testdata/seed.sql")
	if err != nil {
		b.Fatal(err)
	}
	conn, err := pgx.Connect(b.Context(), postgres.URL)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.PgConn().Exec(b.Context(), string(seed)).ReadAll(); err != nil {
		b.Fatal(err)
	}
	return postgres.URL
}

func command(b *testing.B, dir, name string, args ...string) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), name, args...)
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
