// Package pg is how a service talks to PostgreSQL: the pool, transactions, lists, and what an error of the database
// means to the caller. It reads times in UTC.
package pg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Config says where the database is. With PgBouncer StatementTimeout has no effect, since clients share sessions: give the role a
// timeout instead (ALTER ROLE … SET statement_timeout).
type Config struct {
	URL              string        `env:"DATABASE_URL,required,notEmpty"`        // postgres://user:password@host:5432/database
	MaxConns         int32         `env:"DB_MAX_CONNS" envDefault:"0"`           // of this process; 0: as the URL says, else four a CPU
	StatementTimeout time.Duration `env:"DB_STATEMENT_TIMEOUT" envDefault:"30s"` // 0: none
	PgBouncer        bool          `env:"DB_PGBOUNCER" envDefault:"false"`       // the URL leads to a pooler that shares connections between transactions

	Tracer pgx.QueryTracer // sees all queries; nil: none
}

// Check says what is wrong with the settings, for package config. It does not show the URL, which may hold a password in any place
// if it is malformed.
func (c Config) Check() error {
	_, err := c.parse()
	return err
}

func (c Config) parse() (*pgxpool.Config, error) {
	cfg, err := pgxpool.ParseConfig(c.URL)
	if file, ok := errors.AsType[*fs.PathError](err); ok { // of a certificate
		return nil, fmt.Errorf("DATABASE_URL: %w", file)
	}
	if err != nil || slashInPassword(c.URL) {
		return nil, errors.New("DATABASE_URL is malformed: write postgres://user:password@host:5432/database, " +
			"and in the password %2F for /, %40 for @, %25 for % and so on")
	}
	return cfg, nil
}

// slashInPassword reports whether url has an @ only after the / that should begin the name of the database.
func slashInPassword(url string) bool {
	_, rest, isURL := strings.Cut(url, "://")
	host, path, _ := strings.Cut(rest, "/")
	path, _, _ = strings.Cut(path, "?")
	return isURL && !strings.Contains(host, "@") && strings.Contains(path, "@")
}

// Open returns a pool. It does not wait for the database: the pool connects when a query needs it. types teach its connections to read
// values of a type faster than pgx does: Decimals, Dates, Documents.
func Open(ctx context.Context, c Config, types ...func(*pgtype.Map)) (*pgxpool.Pool, error) {
	cfg, err := c.parse()
	if err != nil {
		return nil, err
	}
	if c.MaxConns > 0 {
		cfg.MaxConns = c.MaxConns
	} else if !strings.Contains(c.URL, "pool_max_conns") {
		cfg.MaxConns = int32(4 * runtime.GOMAXPROCS(0)) // #nosec G115 -- some hundreds at most
	}
	cfg.MaxConnLifetime = 30 * time.Minute // so that a new replica or address gets its share
	cfg.MaxConnLifetimeJitter = 5 * time.Minute
	cfg.ConnConfig.Tracer = c.Tracer
	types = append([]func(*pgtype.Map){uuids, times}, types...)
	cfg.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		for _, use := range types {
			use(conn.TypeMap())
		}
		return nil
	}
	if c.PgBouncer {
		cfg.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe // no named statements
	} else {
		setDefault(cfg.ConnConfig, "application_name", filepath.Base(os.Args[0]))
		setDefault(cfg.ConnConfig, "statement_timeout", milliseconds(c.StatementTimeout))
		setDefault(cfg.ConnConfig, "idle_in_transaction_session_timeout", milliseconds(time.Minute))
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("database pool: %w", err)
	}
	return pool, nil
}

// setDefault sets a parameter of the session that the URL does not set.
func setDefault(c *pgx.ConnConfig, name, value string) {
	if _, ok := c.RuntimeParams[name]; !ok {
		c.RuntimeParams[name] = value
	}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
