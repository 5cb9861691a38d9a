package replay

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// InDatabase calls do with the URL of a new database, which is dropped afterwards. Migrations may say anything, for example COPY … TO
// PROGRAM: the URL logs in as a role of its own that owns this database and may do nothing else on the server. The user of server
// only creates and drops both. He must be allowed to create databases and roles.
func InDatabase(ctx context.Context, server string, do func(url string) error) (err error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	name, password := "svcgen_"+strings.ToLower(rand.Text()), rand.Text()
	var made []string // statements that undo what was done
	defer func() { err = errors.Join(err, tidy(ctx, server, conn, made)) }()
	for _, step := range []struct{ what, do, undo string }{
		{"create a role", "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'", "DROP ROLE " + name},
		{"create a role", "GRANT " + name + " TO CURRENT_USER", "REVOKE " + name + " FROM CURRENT_USER"},
		{"create a database", "CREATE DATABASE " + name + " OWNER " + name + " TEMPLATE template0", "DROP DATABASE " + name + " WITH (FORCE)"},
	} {
		if _, err := conn.Exec(ctx, step.do); err != nil {
			return fmt.Errorf("%s: %w", step.what, err)
		}
		made = append(made, step.undo)
	}
	return do(asRole(server, name, password))
}

// tidy runs statements, the last first, and closes the connection. They also run if ctx has ended, which may have broken it.
func tidy(ctx context.Context, server string, conn *pgx.Conn, statements []string) error {
	ended := ctx.Err() != nil
	ctx = context.WithoutCancel(ctx)
	if ended {
		if again, err := pgx.Connect(ctx, server); err == nil {
			_ = conn.Close(ctx) // it is replaced
			conn = again
		}
	}
	var errs []error
	for _, statement := range slices.Backward(statements) {
		_, err := conn.Exec(ctx, statement)
		errs = append(errs, err)
	}
	return errors.Join(append(errs, conn.Close(ctx))...)
}

// asRole is the URL of the database of a role with the same name, on the server of another URL, or its key=value form.
func asRole(server, name, password string) string {
	at, err := url.Parse(server)
	if err != nil || at.Scheme == "" {
		return fmt.Sprintf("%s dbname=%s user=%s password=%s", server, name, name, password) // the last of a key counts
	}
	at.User, at.Path = url.UserPassword(name, password), "/"+name
	query := at.Query()
	for _, key := range []string{"user", "password", "dbname", "database"} {
		query.Del(key)
	}
	at.RawQuery = query.Encode()
	return at.String()
}
