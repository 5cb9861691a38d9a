package pgschema

import (
	"fmt"
	"slices"
	"strings"
)

// Mirror is a column that a trigger keeps equal to another one: the old name of a renamed column, for programs that still use it. sqlc
// does not see it, so that no new program reads it, and it can be dropped while new programs run.
type Mirror struct {
	Column string // the old name
	Of     string // the column that is renamed
}

// name returns the name of the mirror's function and trigger.
func (m *Mirror) name(table string) string { return shorten(table + "_" + m.Column + "_mirror") }

func (t *Table) mirror(column string) *Mirror {
	return named(t.Mirrors, column, func(m *Mirror) string { return m.Column })
}

// hidden wraps a statement so that PostgreSQL runs it and sqlc does not see it.
func hidden(statement string) string {
	return "-- +goose StatementBegin\nDO $$ BEGIN " + statement + " END $$;\n-- +goose StatementEnd"
}

// addMirror returns the statement that adds the column, without the trigger. It may be repeated.
func (t *Table) addMirror(m *Mirror) string {
	return hidden(alter(t, "ADD COLUMN IF NOT EXISTS "+QuoteIdent(m.Column)+" "+t.column(m.Of).Type))
}

// dropMirror returns the statement that drops the column. sqlc, which does not know the column, reads IF EXISTS.
func (t *Table) dropMirror(m *Mirror) string {
	return alter(t, "DROP COLUMN IF EXISTS "+QuoteIdent(m.Column))
}

// keepEqual returns the statements that create or replace the function called name, and its trigger. A program that inserts a row
// sets one of the columns; one that updates a row changes one of them, or none.
func (t *Table) keepEqual(m *Mirror, name string) []string {
	function, trigger := t.function(m, name), QuoteIdent(name)
	return []string{
		function,
		fmt.Sprintf("CREATE OR REPLACE TRIGGER %s BEFORE INSERT OR UPDATE ON %s\n    FOR EACH ROW EXECUTE FUNCTION %s();", trigger, QuoteIdent(t.Name), trigger),
	}
}

func (t *Table) function(m *Mirror, name string) string {
	column, of := QuoteIdent(m.Column), QuoteIdent(m.Of)
	return fmt.Sprintf(`-- +goose StatementBegin
CREATE OR REPLACE FUNCTION %[1]s() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.%[2]s IS NOT NULL OR TG_OP = 'UPDATE' AND NEW.%[2]s IS DISTINCT FROM OLD.%[2]s THEN
        NEW.%[3]s := NEW.%[2]s;
    ELSE
        NEW.%[2]s := NEW.%[3]s;
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd`, QuoteIdent(name), column, of)
}

// dropEqual drops the function called name with its trigger.
func (t *Table) dropEqual(name string) []string {
	return []string{
		"DROP TRIGGER IF EXISTS " + QuoteIdent(name) + " ON " + QuoteIdent(t.Name) + ";",
		"DROP FUNCTION IF EXISTS " + QuoteIdent(name) + "();",
	}
}

// backfill fills a mirror, a thousand rows at a time, each batch in a transaction of its own.
func (t *Table) backfill(m *Mirror) string {
	table, column, of := QuoteIdent(t.Name), QuoteIdent(m.Column), QuoteIdent(m.Of)
	return fmt.Sprintf(`-- +goose StatementBegin
DO $$
DECLARE
    _from uuid := '00000000-0000-0000-0000-000000000000'; -- as no column is called
    _to   uuid;
BEGIN
    LOOP
        SELECT id INTO _to FROM %[1]s WHERE id >= _from ORDER BY id OFFSET 1000 LIMIT 1;
        UPDATE %[1]s SET %[2]s = %[3]s
        WHERE id >= _from AND (id < _to OR _to IS NULL) AND %[2]s IS DISTINCT FROM %[3]s;
        COMMIT;
        EXIT WHEN _to IS NULL;
        _from := _to;
    END LOOP;
END
$$;
-- +goose StatementEnd`, table, column, of)
}

// createMirrors returns the statements that add all mirrors to a table that has just been created.
func (t *Table) createMirrors() []string {
	var all []string
	for _, m := range t.Mirrors {
		all = append(all, t.addMirror(m))
		all = append(all, t.keepEqual(m, m.name(t.Name))...)
	}
	return all
}

// dropFunctions returns the statements that drop the functions of the mirrors of tables that are dropped themselves.
func dropFunctions(tables []*Table) []string {
	var all []string
	for _, t := range tables {
		for _, m := range t.Mirrors {
			all = append(all, "DROP FUNCTION "+QuoteIdent(m.name(t.Name))+"();")
		}
	}
	return all
}

// startMirrors fills a copy of each column that gets a mirror, while other sessions read and write. The copy has another name until
// the column is renamed. All of it may be repeated.
func (e *evolver) startMirrors() []step {
	for _, want := range e.want.Tables {
		t := e.have.Table(e.moves.tableBefore(want.Name))
		if t == nil || slices.Contains(e.moves.Replaced, want.Name) {
			continue
		}
		for _, m := range want.Mirrors {
			if t.mirror(m.Column) == nil {
				e.startMirror(t, want, m)
			}
		}
	}
	return e.take()
}

func (e *evolver) startMirror(t, want *Table, m *Mirror) {
	was := e.moves.columnBefore(want.Name, m.Of)
	if t.column(was) == nil {
		return // the column is new too
	}
	copied := &Mirror{Column: copyName(m.Column), Of: was}
	name := m.name(want.Name)
	s := step{what: t.Name + "_copy_" + was, table: t.Name, up: []string{
		"-- Programs that run go on using " + was + " when it is renamed: this makes a copy that a trigger keeps equal.",
		"-- DO hides the copy from sqlc, so that new programs do not read it.",
		t.addMirror(copied),
	}}
	s.up = append(append(s.up, t.keepEqual(copied, name)...), t.backfill(copied))
	t.Mirrors = append(t.Mirrors, copied)
	for _, i := range want.Indexes {
		if !Mentions(strings.Join(i.Columns, ","), m.Column) {
			continue
		}
		index := &Index{Name: copyName(i.Name), Using: i.Using, Columns: slices.Clone(i.Columns)}
		for _, other := range want.Mirrors {
			for n := range index.Columns {
				index.Columns[n] = renameIn(index.Columns[n], other.Column, copyName(other.Column))
			}
		}
		if t.index(index.Name) == nil && t.has(index) {
			s.up = append(s.up, index.createOnline(t)...)
			t.Indexes = append(t.Indexes, index)
		}
	}
	s.down = append(t.dropEqual(name), t.dropMirror(copied))
	e.add(s)
}

// has reports whether all mirrors that the columns of an index may need are there. An index over two mirrors is created with the second.
func (t *Table) has(i *Index) bool {
	columns := strings.Join(i.Columns, ",")
	for _, m := range t.Mirrors {
		columns = renameIn(columns, m.Column, "id")
	}
	return !strings.Contains(columns, copyPrefix)
}

// renameMirror renames a mirror, also in the indexes that use it.
func (t *Table) renameMirror(m *Mirror, to string) {
	for _, x := range t.Indexes {
		for i := range x.Columns {
			x.Columns[i] = renameIn(x.Columns[i], m.Column, to)
		}
	}
	m.Column = to
}

const copyPrefix = "_copy_" // as no name of a spec begins

func copyName(name string) string { return shorten(copyPrefix + name) }

// nameMirrors gives each copy its final name, now that its column is renamed.
func (e *evolver) nameMirrors() {
	for _, want := range e.want.Tables {
		t := e.have.Table(want.Name)
		if t == nil {
			continue
		}
		for _, m := range want.Mirrors {
			copied := t.mirror(copyName(m.Column))
			if copied == nil {
				continue
			}
			name := m.name(want.Name)
			before := &Mirror{Column: copied.Column, Of: e.moves.columnBefore(want.Name, m.Of)}
			from, to := QuoteIdent(copied.Column), QuoteIdent(m.Column)
			t.renameMirror(copied, m.Column)
			e.add(step{
				table: t.Name,
				up:    []string{hidden(alter(t, "RENAME COLUMN "+from+" TO "+to)), t.function(copied, name)},
				down:  []string{hidden(alter(t, "RENAME COLUMN "+to+" TO "+from)), t.function(before, name)},
			})
		}
	}
}

// endMirrors drops the mirrors that are not wanted any more. The way back restores them with their values.
func (e *evolver) endMirrors() {
	for _, t := range e.have.Tables {
		want := e.want.Table(e.moves.tableAfter(t.Name))
		if want == nil {
			continue // the table is dropped
		}
		for _, m := range slices.Clone(t.Mirrors) {
			if want.mirror(m.Column) == nil && !strings.HasPrefix(m.Column, copyPrefix) {
				e.endMirror(t, m)
			}
		}
	}
}

func (e *evolver) endMirror(t *Table, m *Mirror) {
	name := m.name(t.Name)
	s := step{what: t.Name + "_remove_" + m.Column, table: t.Name, destructive: true}
	s.up = append([]string{"-- All values are in " + m.Of + ". Programs that use " + m.Column + " must have ended."}, append(t.dropEqual(name), t.dropMirror(m))...)
	s.down = []string{t.addMirror(m), fmt.Sprintf("UPDATE %s SET %s = %s;", QuoteIdent(t.Name), QuoteIdent(m.Column), QuoteIdent(m.Of))}
	s.down = append(s.down, t.keepEqual(m, name)...)
	for _, i := range slices.Clone(t.Indexes) {
		if Mentions(strings.Join(i.Columns, ","), m.Column) {
			s.down = append(s.down, i.create(t.Name))
			t.removeIndex(i)
		}
	}
	t.Mirrors = slices.DeleteFunc(t.Mirrors, func(o *Mirror) bool { return o == m })
	e.add(s)
}
