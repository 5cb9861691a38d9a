package replay

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// Up applies the migrations that are missing. The error is a *FailedError if one of them cannot be applied.
func Up(ctx context.Context, database string, migrations fs.FS) error {
	return withGoose(database, migrations, func(p *goose.Provider) error {
		_, err := p.Up(ctx)
		return err
	})
}

// DownTo rolls back the migrations above a number.
func DownTo(ctx context.Context, database string, migrations fs.FS, number int64) error {
	return withGoose(database, migrations, func(p *goose.Provider) error {
		_, err := p.DownTo(ctx, number)
		return err
	})
}

func withGoose(database string, migrations fs.FS, do func(*goose.Provider) error) (err error) {
	if err := refuseSubstitution(migrations); err != nil {
		return err
	}
	cfg, err := pgx.ParseConfig(database)
	if err != nil {
		return fmt.Errorf("database URL: %w", err)
	}
	failed := new(failedStatement)
	cfg.Tracer = failed
	db := stdlib.OpenDB(*cfg)
	defer func() { err = errors.Join(err, db.Close()) }()
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations)
	if errors.Is(err, goose.ErrNoMigrations) {
		return nil
	}
	if err == nil {
		err = do(p)
	}
	if err != nil {
		return failure(err, failed.sql, migrations)
	}
	return nil
}

// failedStatement keeps the statement that failed: PostgreSQL reports positions in it, not in the file.
type failedStatement struct{ running, sql string }

// TraceQueryStart is called before each statement.
func (f *failedStatement) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	f.running = data.SQL
	return ctx
}

// TraceQueryEnd is called after each statement.
func (f *failedStatement) TraceQueryEnd(_ context.Context, _ *pgx.Conn, data pgx.TraceQueryEndData) {
	if data.Err != nil {
		f.sql = f.running
	}
}

// failure turns an error of a migration into a *FailedError; errors of the server stay as they are.
func failure(err error, statement string, migrations fs.FS) error {
	partial, running := errors.AsType[*goose.PartialError](err)
	said, isSaid := errors.AsType[*pgconn.PgError](err)
	switch {
	case running:
		f := &FailedError{File: path.Base(partial.Failed.Source.Path), Msg: partial.Err.Error()}
		if isSaid {
			f.Msg, f.Hint = said.Message, said.Hint
		}
		if data, err := fs.ReadFile(migrations, f.File); err == nil && isSaid {
			f.Line, f.Col = place(data, statement, int(said.Position))
		}
		if isSaid && said.Code == insufficientPrivilege {
			f.Hint = privilegeHint
		}
		return f
	case isSaid, isConnect(err), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("migrate: %w", err) // goose's own table, or a broken connection
	}
	return &FailedError{Msg: err.Error()} // goose cannot read them
}

func isConnect(err error) bool {
	_, ok := errors.AsType[*pgconn.ConnectError](err)
	return ok
}

// insufficientPrivilege is the SQLSTATE of what only a superuser may do.
const insufficientPrivilege = "42501"

const privilegeHint = "migrations are replayed by a role that owns its database and may do nothing else; --proof sqlc runs none"

// place is the line and column, from 1, of the n-th character of a statement in a file; n is 0 if nobody knows. Both are 0
// if the file does not contain the statement as it was sent.
func place(file []byte, statement string, n int) (line, col int) {
	statement = strings.TrimSpace(statement)
	at := bytes.Index(file, []byte(statement))
	if statement == "" || at < 0 {
		return 0, 0
	}
	for i := range statement {
		if n--; n <= 0 {
			at += i
			break
		}
	}
	before := file[:at]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}
