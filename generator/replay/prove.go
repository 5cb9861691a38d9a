package replay

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/svcgen/svcgen/generator/toolchain"
)

// Tools provides what proofs need of the machine; *toolchain.Tools implements it.
type Tools interface {
	SQLC
	// Postgres starts a server; the error is toolchain.ErrNoPostgres if none is installed, which HasPostgres reports.
	Postgres(ctx context.Context) (*toolchain.Postgres, error)
	HasPostgres() bool
	// Proof and KeepProof remember a line by a key.
	Proof(key string) string
	KeepProof(key, line string)
}

// Ways to prove.
const (
	OnPostgres = "postgres"
	BySQLC     = "sqlc"
)

// Options say how to prove.
type Options struct {
	Way    string // OnPostgres, BySQLC, or "": on PostgreSQL if there is one
	Server string // URL of a server to use rather than one that is started; its user may create databases and roles
	Full   bool   // prove what was proved before
}

// Proof is the result for one service.
type Proof struct {
	Subject
	By         string // "PostgreSQL 15", "sqlc"
	Remembered bool   // it was proved earlier
	Difference
	Failed *FailedError // a migration cannot be applied; then there is no Difference
}

// Report is the result for all services.
type Report struct {
	Proofs   []Proof // as the subjects
	Warnings []Warning
}

// Warning says why a PostgreSQL server was not used.
type Warning struct {
	Server string // "TEST_DATABASE_URL", "the installed PostgreSQL"
	Err    error
}

// UnprovedError says that a server was asked for, and that none could prove anything.
type UnprovedError struct{ Warnings []Warning }

func (e *UnprovedError) Error() string {
	if len(e.Warnings) == 0 {
		return "there is no PostgreSQL to replay the migrations on"
	}
	return e.Warnings[0].Server + ": " + e.Warnings[0].Err.Error()
}

// leastVersion is the oldest PostgreSQL that the migrations are for.
const leastVersion = 15

// replayLimit limits the time that the migrations of a service may take on an empty database.
const replayLimit = 2 * time.Minute

// patience limits the time that a server may take to answer its first query.
const patience = 5 * time.Second

// Prove proves for each subject that its migrations make the schema of its model. A subject without migrations needs no proof.
// The error is an *UnprovedError if Options.Way asks for a server and there is none, the context's, or of a tool.
func Prove(ctx context.Context, tools Tools, o Options, subjects []Subject) (Report, error) {
	var r Report
	p := prover{tools: tools, o: o, report: &r}
	for _, s := range subjects {
		none, err := without(s)
		if err != nil {
			return r, err
		}
		if !none {
			r.Proofs = append(r.Proofs, Proof{Subject: s})
		}
	}
	if err := p.recall(); err != nil {
		return r, err
	}
	if o.Way != BySQLC {
		if err := p.onServers(ctx); err != nil {
			return r, err
		}
	}
	if o.Way == OnPostgres && len(p.open()) > 0 {
		return r, &UnprovedError{r.Warnings}
	}
	if err := p.bySQLC(ctx); err != nil {
		return r, err
	}
	p.keep()
	return r, nil
}

type prover struct {
	tools  Tools
	o      Options
	report *Report
	keys   map[string]string // of the proofs, by the service's name
	mu     sync.Mutex        // of the report
}

// open are the proofs that have not been made.
func (p *prover) open() []*Proof {
	var open []*Proof
	for i := range p.report.Proofs {
		if p.report.Proofs[i].By == "" {
			open = append(open, &p.report.Proofs[i])
		}
	}
	return open
}

// without reports whether a service has no migrations to prove.
func without(s Subject) (bool, error) {
	names, err := fs.Glob(s.Migrations, "*.sql")
	if err != nil {
		return false, fmt.Errorf("list migrations: %w", err)
	}
	return len(names) == 0 && len(s.Service.Resources) == 0, nil
}

// onServers makes the open proofs on the first server that does.
func (p *prover) onServers(ctx context.Context) error {
	if len(p.open()) == 0 {
		return nil
	}
	if p.o.Server != "" {
		if err := p.on(ctx, "TEST_DATABASE_URL", p.o.Server); err != nil {
			return err
		}
	}
	if len(p.open()) == 0 || !p.tools.HasPostgres() {
		return nil
	}
	const installed = "the installed PostgreSQL"
	server, err := p.tools.Postgres(ctx)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		p.warn(installed, err)
		return nil
	}
	defer server.Close()
	return p.on(ctx, installed, server.URL)
}

// on makes the open proofs on a server. If the server fails, that is a warning, and the proofs stay open.
func (p *prover) on(ctx context.Context, name, server string) error {
	by, err := version(ctx, server)
	if err != nil {
		if ctx.Err() == nil {
			p.warn(name, err)
		}
		return context.Cause(ctx)
	}
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(min(8, 2*runtime.GOMAXPROCS(0))) // half of the time is the server's
	for _, proof := range p.open() {
		group.Go(func() error {
			d, err := Compare(within, server, proof.Service, proof.Migrations, replayLimit)
			if failed, ok := errors.AsType[*FailedError](err); ok {
				proof.By, proof.Failed = by, failed
				return nil
			}
			if err == nil {
				proof.By, proof.Difference = by, d
			} else if within.Err() == nil {
				p.warn(name, err)
			}
			return within.Err()
		})
	}
	_ = group.Wait() // the context's
	return context.Cause(ctx)
}

// warn records why a server proves nothing, once per server.
func (p *prover) warn(server string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, w := range p.report.Warnings {
		if w.Server == server {
			return
		}
	}
	p.report.Warnings = append(p.report.Warnings, Warning{server, err})
}

// version asks a server what it is: "PostgreSQL 15".
func version(ctx context.Context, server string) (name string, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	said := conn.PgConn().ParameterStatus("server_version") // 15.14 (Debian 15.14-1), 17beta1
	number := 0
	if _, err := fmt.Sscan(said[:len(said)-len(strings.TrimLeft(said, "0123456789"))], &number); err != nil || number < leastVersion {
		return "", fmt.Errorf("it is PostgreSQL %.20q, but the migrations need %d or later", said, leastVersion)
	}
	return fmt.Sprintf("PostgreSQL %d", number), nil
}

// bySQLC makes the open proofs through sqlc.
func (p *prover) bySQLC(ctx context.Context) error {
	open := p.open()
	subjects := make([]Subject, len(open))
	for i, proof := range open {
		subjects[i] = proof.Subject
	}
	differences, failed, err := Read(ctx, p.tools, subjects)
	if err != nil {
		return err
	}
	for i, proof := range open {
		proof.By, proof.Difference, proof.Failed = BySQLC, differences[i], failed[i]
	}
	return nil
}
