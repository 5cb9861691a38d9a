package ledger

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// pair is a key of a line of the ledger with its value: one text, or a list.
type pair struct {
	key   string
	value string
	list  []string
}

// fact adds one line to the enum or the resource that it stands under. Its first key says what it is.
func (p *parser) fact(pairs []pair) {
	var f Field
	t := Reserved{}
	var i Index
	for _, kv := range pairs {
		ok := true
		switch kv.key {
		case "value", "field", "removed":
			t.Name, f.Name = kv.value, kv.value
		case "number":
			t.Number, ok = parseNumber(kv.value)
			f.Number = t.Number
		case "unique", "index":
			i.Name = kv.value
		case "using":
			i.Using = kv.value
		case "columns":
			i.Columns = kv.list
		case "was":
			f.Was, ok = kv.value, naming.IsSnake(kv.value)
			if pairs[0].key == "plural" && p.resource != nil {
				p.resource.Was = kv.value
			}
		case "go", "pb", "plural", "primary_key", "gone", "soft_delete", "path", "methods":
			ok = p.entityPair(kv)
		default:
			ok = f.set(kv)
		}
		if !ok {
			p.problem(hintRestore, "cannot read %s: %s", kv.key, kv.value)
			return
		}
	}
	what := pairs[0].key
	if !wellFormed(what, &f, t, i) {
		p.problem(hintRestore, "the line of %q lacks something, or holds a name that is none", cmp.Or(t.Name, i.Name, what))
		return
	}
	switch {
	case what == "value" && p.enum != nil:
		p.once("value "+t.Name, t.Number)
		p.enum.Values = append(p.enum.Values, t)
	case what == "removed" && p.enum != nil:
		p.once("", t.Number)
		p.enum.Removed = append(p.enum.Removed, t)
	case what == "removed" && p.resource != nil:
		p.once("", t.Number)
		p.resource.Removed = append(p.resource.Removed, t)
	case what == "field" && p.resource != nil:
		p.once("field "+f.Name, f.Number)
		p.resource.Fields = append(p.resource.Fields, &f)
	case what == "unique" && p.resource != nil:
		p.resource.Uniques = append(p.resource.Uniques, i)
	case what == "index" && p.resource != nil:
		p.resource.Indexes = append(p.resource.Indexes, i)
	case (what == "plural" || what == "path") && p.resource != nil, (what == "go" || what == "pb") && p.enum != nil:
	default:
		p.problem("a newer svcgen may have written it", "unknown line: %s", what)
	}
}

// wellFormed reports whether a line has all that it must have. Names from the ledger end up in Go, SQL and paths.
func wellFormed(what string, f *Field, t Reserved, i Index) bool {
	switch what {
	case "value", "removed":
		return naming.IsSnake(t.Name) && t.Number > 0
	case "field":
		return naming.IsSnake(f.Name) && f.Number > 0 && f.Type != "" && f.SQL != "" && (f.Enum == "" || naming.IsSnake(f.Enum)) && (f.Ref == "" || naming.IsSnake(f.Ref))
	case "unique", "index":
		return naming.IsSnake(i.Name) && len(i.Columns) > 0
	}
	return true
}

// entityPair sets what is said of an enum or resource as a whole.
func (p *parser) entityPair(kv pair) bool {
	switch {
	case (kv.key == "go" || kv.key == "pb") && !token.IsExported(kv.value), kv.key == "plural" && !naming.IsSnake(kv.value):
		return false
	case kv.key == "go" && p.enum != nil:
		p.enum.GoName = kv.value
	case kv.key == "pb" && p.enum != nil:
		p.enum.PBName = kv.value
	case p.resource == nil:
		return false
	case kv.key == "go":
		p.resource.GoName = kv.value
	case kv.key == "pb":
		p.resource.PBName = kv.value
	case kv.key == "plural":
		p.once("plural", 0)
		p.resource.Plural = kv.value
	case kv.key == "primary_key":
		p.resource.PrimaryKey = kv.value
		return naming.IsSnake(kv.value)
	case kv.key == "path":
		p.once("path", 0)
		p.resource.Path = kv.value
		return isRoute(kv.value)
	case kv.key == "methods":
		return p.resource.setMethods(kv.list)
	case kv.key == "gone":
		p.resource.Gone = true
		return kv.value == "true"
	case kv.key == "soft_delete":
		p.resource.SoftDelete = true
		return kv.value == "true"
	}
	return true
}

// once refuses names and numbers that stand twice under one entity.
func (p *parser) once(name string, number int) {
	if name != "" {
		if line := p.seen[name]; line > 0 {
			p.problem("keep one of the lines: the one of the branch that was released first", "%s stands in line %d already", name, line)
			return // of its number nothing can be said before that
		}
		p.seen[name] = p.pos.Line
	}
	if number == 0 {
		return
	}
	key := "number " + strconv.Itoa(number)
	if line := p.seen[key]; line > 0 {
		p.problem("give the one of the two that was not released yet a number above all others here; its migration is there already, so keep the line",
			"number %d is taken in line %d", number, line)
	}
	p.seen[key] = p.pos.Line
}

// set reads one property of a field.
func (f *Field) set(kv pair) bool {
	ok := true
	switch kv.key {
	case "type":
		ok = f.setType(kv.value)
	case "optional":
		f.Optional, ok = true, kv.value == "true"
	case "api":
		f.API = kv.list
	case "sql":
		f.SQL = kv.value
	case "default":
		f.SQLDefault = kv.value
	case "check":
		f.Check, ok = kv.list, len(kv.list) == 2 && naming.IsSnake(kv.list[0])
	case "foreign_key":
		f.ForeignKey, ok = kv.list, len(kv.list) == 3 && naming.IsSnake(kv.list[0]) && naming.IsSnake(kv.list[1])
	default:
		ok = false
	}
	return ok
}

func (f *Field) setType(text string) bool {
	text, f.Repeated = strings.CutSuffix(text, "[]")
	name, arg, _ := strings.Cut(text, "=")
	switch name {
	case "enum":
		f.Enum = arg
	case "ref":
		f.Ref = arg
	default:
		if head, size, ok := strings.Cut(text, "("); ok {
			name = head
			if n, err := fmt.Sscanf(size, "%d,%d)", &f.Precision, &f.Scale); n != 2 || err != nil {
				return false
			}
		}
	}
	f.Type = spec.Type(name)
	return f.Type.Known()
}

// parseNumber reads a positive number that protobuf and ports can have.
func parseNumber(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && 0 < n && n < 1<<29
}

// isProtoName reports whether text is a full name of protobuf: shop.catalog.v1.CatalogService.
func isProtoName(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		if !token.IsIdentifier(strings.ToUpper(part)) {
			return false
		}
	}
	return true
}

// isRoute reports whether text is a path of the REST API, without parameters: /v1/products.
func isRoute(text string) bool {
	rest, ok := strings.CutPrefix(text, "/")
	return ok && strings.Trim(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-") == ""
}

func (r *Resource) setMethods(names []string) bool {
	for _, name := range names {
		m := spec.Method(name)
		if !slices.Contains(spec.Methods(), m) || slices.Contains(r.Methods, m) {
			return false
		}
		r.Methods = append(r.Methods, m)
	}
	return len(names) > 0
}
