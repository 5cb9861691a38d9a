package migrate_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/app"
	"github.com/svcgen/svcgen/templates/core/platform/migrate"
)

// childVariable is set if the test binary is to run as a program with a database.
const childVariable = "MIGRATE_TEST_CHILD"

type settings struct {
	URL    string `env:"URL,required"`
	Second string `env:"SECOND"` // of another database
	Files  string `env:"FILES"`  // the folder of the migrations
}

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		app.Program[settings]{Name: "notes-api", AdminAddr: "127.0.0.1:0", Migrate: migrate.Command(databases)}.Main()
	}
	os.Exit(m.Run())
}

func databases(cfg settings) []migrate.Database {
	all := []migrate.Database{{Service: "notes", EnvPrefix: "NOTES_", URL: cfg.URL, Migrations: os.DirFS(cfg.Files)}}
	if os.Getenv("SECOND") != "" {
		all = append(all, migrate.Database{Service: "users", EnvPrefix: "USERS_", URL: cfg.Second, Migrations: os.DirFS(cfg.Files)})
	}
	return all
}

// program is the running of `notes-api migrate` with the first migrations.
type program struct {
	*testing.T
	env []string
}

func (p program) run(migrations int, args string) (code int, out, errs string) {
	p.Helper()
	dir := p.TempDir()
	for _, s := range steps[:migrations] {
		if err := os.WriteFile(filepath.Join(dir, s.name), []byte(s.text), 0o600); err != nil {
			p.Fatal(err)
		}
	}
	cmd := exec.CommandContext(context.Background(), os.Args[0], strings.Fields("migrate "+args)...)
	cmd.Env = append(os.Environ(), append(p.env, childVariable+"=1", "FILES="+dir)...)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		p.Fatal(err)
	}
	text := regexp.MustCompile(`in \d+(\.\d+)?m?s\n`).ReplaceAllString(stdout.String(), "in …\n")
	text = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`).ReplaceAllString(text, "yyyy-mm-dd hh:mm:ss")
	return cmd.ProcessState.ExitCode(), text, stderr.String()
}

func (p program) want(migrations int, args string, wantCode int, wantOut, wantErrs string) {
	p.Helper()
	code, out, errs := p.run(migrations, args)
	if code != wantCode || out != wantOut || errs != wantErrs {
		p.Errorf("migrate %s: exit %d\n%s%swant exit %d\n%s%s", args, code, out, errs, wantCode, wantOut, wantErrs)
	}
}

func newProgram(t *testing.T) (*pgxpool.Pool, program) {
	t.Helper()
	pool, d := newDatabase(t)
	return pool, program{t, []string{"URL=" + d.URL}}
}

func TestCommand(t *testing.T) {
	pool, p := newProgram(t)
	p.want(1, "status", 0, "NUMBER  APPLIED  FILE\n1       pending  00001_init.sql\n", "")
	p.want(1, "--dry-run", 0, "-- 00001_init.sql\nCREATE TABLE notes (\n    id int,\n    note text\n);\n", "")
	p.want(1, "", 0, "00001_init.sql in …\n1 applied in …\n", "")
	p.want(1, "", 0, "nothing to do: the newest migration of the database is 1\n", "")
	execute(t, pool, "INSERT INTO notes VALUES (1, 'precious')")

	refused := "notes-api: 00002_notes_remove_note.sql deletes data: ALTER TABLE notes DROP COLUMN note;\n" +
		"nothing was applied; to delete the data, run migrate.test migrate --allow-destructive, or set NOTES_MIGRATE_DESTRUCTIVE_TO=2\n"
	p.want(3, "", 1, "", refused)
	p.want(3, "status", 0, ""+
		"NUMBER  APPLIED                  FILE\n"+
		"1       yyyy-mm-dd hh:mm:ss UTC  00001_init.sql\n"+
		"2       pending                  00002_notes_remove_note.sql  destructive\n"+
		"3       pending                  00003_notes_add_title.sql\n", "")
	execute(t, pool, "SELECT note FROM notes")
	p.want(3, "--allow-destructive", 0, "00002_notes_remove_note.sql in …\n00003_notes_add_title.sql in …\n2 applied in …\n", "")
	p.want(3, "--dry-run", 0, "-- nothing to do: the newest migration of the database is 3\n", "")
}

func TestDown(t *testing.T) {
	pool, p := newProgram(t)
	p.want(4, "", 0, "00001_init.sql in …\n00002_notes_remove_note.sql in …\n00003_notes_add_title.sql in …\n00004_own.sql in …\n4 applied in …\n", "")
	p.want(4, "down", 1, "", "notes-api: 00004_own.sql has no way back: its section Down is empty\n")
	p.want(3, "down", 1, "", "notes-api: this program has no migration 4: roll it back with the program that applied it\n")
	execute(t, pool, "DELETE FROM goose_db_version WHERE version_id = 4")

	refused := "notes-api: rolling back 00003_notes_add_title.sql deletes data: ALTER TABLE notes DROP COLUMN title;\n" +
		"nothing was rolled back; to delete the data, add --allow-destructive\n"
	p.want(3, "down", 1, "", refused)
	p.want(3, "down --to 1", 1, "", refused)
	p.want(3, "down --dry-run", 0, "-- 00003_notes_add_title.sql\nDROP INDEX i;\nALTER TABLE notes DROP COLUMN title;\n", "")
	execute(t, pool, "SELECT title FROM notes")
	p.want(3, "down --allow-destructive", 0, "00003_notes_add_title.sql in …\n1 rolled back in …\n", "")
	p.want(3, "down", 0, "00002_notes_remove_note.sql in …\n1 rolled back in …\n", "")
	p.want(3, "down --to 1", 0, "nothing to do: the newest migration of the database is 1\n", "")
	p.want(3, "--allow-destructive down --to 0", 0, "00001_init.sql in …\n1 rolled back in …\n", "")
	p.want(3, "down", 0, "nothing to do: the newest migration of the database is 0\n", "")
	execute(t, pool, "CREATE TABLE notes (id int)") // it is gone
}

// TestSeveral has a program with two databases: if one of them refuses, neither changes.
func TestSeveral(t *testing.T) {
	_, first := newDatabase(t)
	_, second := newDatabase(t)
	p := program{t, []string{"URL=" + first.URL, "SECOND=" + second.URL}}
	p.want(1, "--service users", 0, "00001_init.sql in …\n1 applied in …\n", "")
	p.want(2, "", 1, "", "notes-api: users: 00002_notes_remove_note.sql deletes data: ALTER TABLE notes DROP COLUMN note;\n"+
		"nothing was applied; to delete the data, run migrate.test migrate --allow-destructive, or set USERS_MIGRATE_DESTRUCTIVE_TO=2\n")
	p.want(1, "--dry-run", 0, "-- service notes:\n-- 00001_init.sql\nCREATE TABLE notes (\n    id int,\n    note text\n);\n"+
		"-- service users:\n-- nothing to do: the newest migration of the database is 1\n", "")
	p.want(1, "", 0, "service notes:\n00001_init.sql in …\n1 applied in …\nservice users:\nnothing to do: the newest migration of the database is 1\n", "")
	p.want(1, "down", 2, "", "notes-api: migrate: down is for one database: add --service notes or --service users; see migrate.test migrate --help\n")
}

func TestArguments(t *testing.T) {
	p := program{T: t} // without settings: arguments come first
	for args, want := range map[string]string{
		"up":                   `unknown argument "up"`,
		"status down":          `unknown argument "down"`,
		"--force":              "flag provided but not defined: -force",
		"--to 1":               "--to belongs to down",
		"down --to x":          `invalid value "x" for flag -to: parse error`,
		"down --to -7":         "--to is the number of a migration, or 0",
		"status --dry-run":     "status changes nothing: it takes neither --allow-destructive nor --dry-run",
		"--service shop":       `there is no service "shop", only notes`,
		"down 1 --to 1 --help": "",
	} {
		if want == "" {
			if code, out, _ := p.run(0, args); code != 0 || !strings.HasPrefix(out, "usage:\n  migrate.test migrate [flags]         apply") {
				t.Errorf("%s: exit %d\n%s", args, code, out)
			}
			continue
		}
		p.want(0, args, 2, "", "notes-api: migrate: "+want+"; see migrate.test migrate --help\n")
	}
	if code, _, errs := p.run(0, "status"); code != 2 || errs != "notes-api: URL is not set\n" {
		t.Errorf("exit %d: %s", code, errs)
	}
}
