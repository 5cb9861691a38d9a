package ledger

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// printTable prints a table that no resource has. Such tables have no CHECKs, no foreign keys and no unique indexes.
func printTable(b *strings.Builder, t *pgschema.Table) {
	new(line).text("primary_key", t.PrimaryKey).list("columns", t.Key).end(b)
	for _, o := range t.Options {
		new(line).text("option", o.Name).text("is", o.Value).end(b)
	}
	for _, c := range t.Columns {
		new(line).text("column", c.Name).text("sql", c.Type).flag("not_null", c.NotNull).flag("identity", c.Identity).text("default", c.Default).end(b)
	}
	for _, c := range t.Constraints {
		new(line).text("unique", c.Name).list("columns", c.Unique).end(b)
	}
	for _, i := range t.Indexes {
		new(line).text("index", i.Name).list("columns", i.Columns).text("where", i.Where).end(b)
	}
}

// tableFact adds one line to the current table.
func (p *parser) tableFact(pairs []pair) {
	what, name := pairs[0].key, pairs[0].value
	l, ok := readTableLine(name, pairs[1:])
	t := p.table
	switch what {
	case "primary_key":
		t.PrimaryKey, t.Key = name, l.index.Columns
		ok = ok && len(t.Key) > 0 && !slices.ContainsFunc(t.Key, func(column string) bool { return !naming.IsSnake(column) })
	case "option":
		t.Options = append(t.Options, pgschema.Option{Name: name, Value: l.is})
		ok = ok && isNumber(l.is)
	case "column":
		t.Columns = append(t.Columns, &l.column)
		ok = ok && l.column.Type != ""
	case "unique":
		t.Constraints = append(t.Constraints, &pgschema.Constraint{Name: name, Unique: l.index.Columns})
		ok = ok && len(l.index.Columns) > 0
	case "index":
		t.Indexes = append(t.Indexes, &l.index)
		ok = ok && len(l.index.Columns) > 0
	default:
		p.problem("a newer svcgen may have written it", "unknown line: %s", what)
		return
	}
	if !ok || !naming.IsSnake(name) {
		p.problem(hintRestore, "cannot read %s: %s", what, name)
	}
	p.once(what+" "+name, 0)
}

// tableLine is one line of a table. The key of the line says which of its parts is set.
type tableLine struct {
	column pgschema.Column
	index  pgschema.Index
	is     string
}

// readTableLine reads what follows the name of a part of a table. It returns false for what it does not know.
func readTableLine(name string, pairs []pair) (l tableLine, ok bool) {
	l.column.Name, l.index.Name, ok = name, name, true
	for _, kv := range pairs {
		switch kv.key {
		case "columns":
			l.index.Columns = kv.list
		case "where":
			l.index.Where = kv.value
		case "is":
			l.is = kv.value
		case "sql":
			l.column.Type = kv.value
		case "default":
			l.column.Default = kv.value
		case "not_null":
			l.column.NotNull = kv.value == "true"
			ok = ok && l.column.NotNull
		case "identity":
			l.column.Identity = kv.value == "true"
			ok = ok && l.column.Identity
		default:
			return l, false
		}
	}
	return l, ok
}

// isNumber reports whether text is a number as storage parameters have them: 0, 1000, 0.05.
func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789.") == "" }
