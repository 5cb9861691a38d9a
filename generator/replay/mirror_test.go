package replay

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/ledger"
)

const (
	memo = `resources:
  note:
    fields:
      title: string sort search
      last: string optional
      first: string optional
      memo: string filter sort len=..80 search
    indexes: ['memo desc, title']
`
	between = `resources:
  note:
    fields:
      title: string sort search
      last: string optional
      first: string optional
      remark: string filter sort len=..80 search renamed_from=memo in_two_steps
    indexes: ['remark desc, title']
`
)

// TestTwoSteps renames a column in two steps. In between, programs of before and after write to one table, and each reads what the
// other wrote.
func TestTwoSteps(t *testing.T) {
	t.Parallel()
	at := server(t)
	err := InDatabase(t.Context(), at, func(database string) error {
		e := &evolution{server: at, database: database, known: ledger.New(), files: fstest.MapFS{}}
		e.generate(t, memo)
		if err := Up(t.Context(), database, e.files); err != nil {
			return err
		}
		e.exec(t, `INSERT INTO notes (id, title, memo, create_time, update_time, version)
			SELECT gen_random_uuid(), 'old', 'memo ' || n, now(), now(), 1 FROM generate_series(1, 2500) AS n`)
		e.walk(t, between)
		if got := e.ask(t, "SELECT count(*) FROM notes WHERE remark = memo AND memo LIKE 'memo %'"); got != "(2500)" {
			t.Errorf("equal rows: %s", got)
		}

		insert := func(column string) string {
			return `INSERT INTO notes (id, title, ` + column + `, create_time, update_time, version)
				VALUES (gen_random_uuid(), '` + column + `', 'a', now(), now(), 1);`
		}
		equal := func(want string) {
			t.Helper()
			if got := e.ask(t, "SELECT title, memo, remark FROM notes WHERE title <> 'old' ORDER BY title"); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		e.exec(t, insert("memo")+insert("remark"))
		equal("(memo,a,a) (remark,a,a)")
		e.exec(t, "UPDATE notes SET memo = 'b' WHERE title = 'remark'; UPDATE notes SET remark = 'b', version = 2 WHERE title = 'memo'")
		equal("(memo,b,b) (remark,b,b)")
		e.exec(t, "UPDATE notes SET version = 3, memo = memo WHERE title <> 'old'; UPDATE notes SET version = 3, remark = remark WHERE title <> 'old'")
		equal("(memo,b,b) (remark,b,b)")
		if got := e.ask(t, "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%memo%' ORDER BY 1"); got != "(notes_memo_id_idx) (notes_memo_prefix_idx) (notes_memo_title_idx)" {
			t.Errorf("indexes of the old name: %s", got)
		}

		e.walk(t, strings.Replace(between, " in_two_steps", "", 1))
		if got := e.ask(t, "SELECT title, remark FROM notes WHERE title <> 'old' ORDER BY title"); got != "(memo,b) (remark,b)" {
			t.Error(got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTwoStepsTwice has an index over two fields that are renamed in two steps, one after the other, from words of SQL and PL/pgSQL.
func TestTwoStepsTwice(t *testing.T) {
	t.Parallel()
	at := server(t)
	const spec = `resources:
  note:
    fields:
      %s: string
      %s: string
    indexes: ['%s desc, %s']
`
	err := InDatabase(t.Context(), at, func(database string) error {
		e := &evolution{server: at, database: database, known: ledger.New(), files: fstest.MapFS{}}
		e.generate(t, fmt.Sprintf(spec, "order", "new", "order", "new"))
		if err := Up(t.Context(), database, e.files); err != nil {
			return err
		}
		one := fmt.Sprintf(spec, "c", "new", "c", "new")
		e.walk(t, strings.Replace(one, "c: string", "c: string renamed_from=order in_two_steps", 1))
		two := fmt.Sprintf(spec, "c", "d", "c", "d")
		both := strings.Replace(two, "c: string", "c: string renamed_from=order in_two_steps", 1)
		both = strings.Replace(both, "d: string", "d: string renamed_from=new in_two_steps", 1)
		e.walk(t, both)
		e.walk(t, strings.Replace(both, "order in_two_steps", "order", 1))
		e.walk(t, two)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
