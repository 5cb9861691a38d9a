package model

import (
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// remember stores the schema and the API in the ledger. This run and the next one compare them with those before.
func (b *builder) remember(s *Service, entry *ledger.Service) {
	entry.API = s.ProtoPackage + "." + s.PBName
	entry.SignIn = s.signIn()
	for _, c := range s.Consumers {
		entry.Consumers = append(entry.Consumers, ledger.Consumer{Name: c.Name, Was: c.Formerly})
	}
	entry.Methods = s.ownMethodEntries()
	entry.Tables = s.Platform
	for _, r := range s.Resources {
		re := entry.Resource(r.Name)
		re.PrimaryKey = unusual(r.PrimaryKey, r.Table+"_pkey")
		re.Path, re.Methods, re.Actions = "", nil, nil
		if l := r.List; l != nil {
			re.Child.ForeignKey = []string{l.ForeignKey, l.Parent.Table, onDeleteSQL(spec.Cascade)}
		}
		if len(r.Methods) > 0 {
			re.Path = r.Path
		}
		for _, m := range r.Methods {
			if m.Action != nil {
				re.Actions = append(re.Actions, m.entry())
				continue
			}
			re.Methods = append(re.Methods, m.Name)
		}
		re.Allow = r.allowed()
		re.Owner = r.Owner.Names()
		re.Events = nil
		for _, e := range r.Events {
			re.Events = append(re.Events, e.Name)
		}
		if re.Topic = ""; len(r.Events) > 0 || r.Before.TopicName() != "" {
			re.Topic = r.Topic
		}
		re.ValidateOnly = r.ValidateOnly()
		re.Expand = r.ExpandNames()
		was := map[string]string{}
		for _, f := range re.Fields {
			was[f.Name] = f.Was
		}
		re.Fields = nil
		for _, f := range r.Fields {
			e := f.Entry()
			e.Was = was[f.Name]
			re.Fields = append(re.Fields, e)
		}
		re.Uniques, re.Indexes = nil, nil
		for _, u := range r.Uniques {
			re.Uniques = append(re.Uniques, ledger.Index{Name: u.Name, Columns: slices.Clone(u.Columns)})
		}
		for _, i := range r.Indexes {
			re.Indexes = append(re.Indexes, ledger.Index{Name: i.Name, Using: i.Using, Columns: slices.Clone(i.Columns)})
		}
		re.Indexes = append(re.Indexes, r.mirrorIndexes()...)
		re.Checks = nil
		for _, c := range r.Checks {
			re.Checks = append(re.Checks, ledger.Check{Name: c.Name, Rule: c.Rule(), Check: []string{c.Constraint, c.SQL()}})
		}
	}
	s.now = schemaOf(entry)
}

// entry returns an action as the ledger stores it.
func (m Method) entry() ledger.Action {
	message := func(r *Resource) (e ledger.Message) {
		if r == nil {
			return e
		}
		for _, f := range r.Fields {
			e.Fields = append(e.Fields, &ledger.Field{
				Name: f.Name, Number: f.Number, Type: f.Kind.Type, Repeated: f.Repeated, Enum: f.EnumName(),
				Precision: f.Precision, Scale: f.Scale, Currency: f.Currency, Optional: f.Optional, API: f.API(),
			})
		}
		e.Removed = slices.Clone(r.gone)
		return e
	}
	return ledger.Action{Name: string(m.Name), Transition: m.Action.Transition(), Request: message(m.Action.Request), Returns: message(m.Action.Returns)}
}

// Entry returns the field as the ledger stores it.
func (f *Field) Entry() *ledger.Field {
	columns := f.SchemaColumns()
	e := &ledger.Field{
		Name: f.Name, Number: f.Number, Type: f.Kind.Type, Repeated: f.Repeated,
		Precision: f.Precision, Scale: f.Scale, Currency: f.Currency, Optional: f.Optional, API: f.API(),
		SQL: columns[0].Type, SQLDefault: columns[0].Default, Mirror: f.Mirror,
	}
	for _, c := range columns[1:] {
		e.MoreColumns = append(e.MoreColumns, ledger.Column{Name: c.Name, SQL: c.Type, Default: c.Default})
	}
	e.Enum = f.EnumName()
	e.Ref = f.RefText()
	for _, c := range f.SchemaConstraints() {
		if c.RefTable != "" {
			e.ForeignKey = []string{c.Name, c.RefTable, c.OnDelete}
		} else {
			e.Check = []string{c.Name, c.Check}
		}
	}
	return e
}

// EnumName returns the name of the field's enum, "" if it has none.
func (f *Field) EnumName() string {
	if f.Enum == nil {
		return ""
	}
	return f.Enum.Name
}

// API returns the field's rules for clients, as words of the ledger in a fixed order.
func (f *Field) API() []string {
	var words []string
	flag := func(word string, is bool) {
		if is {
			words = append(words, word)
		}
	}
	value := func(key, text string) { flag(key+"="+text, text != "") }
	flag("required", f.Required)
	flag("immutable", f.Immutable)
	flag("output_only", f.OutputOnly)
	value("min_len", digits(f.MinLen))
	value("max_len", digits(f.MaxLen))
	value("min", orNone(f.Min))
	value("max", orNone(f.Max))
	value("pattern", f.Pattern)
	value("format", string(f.Format))
	value("max_items", digits(f.MaxItems))
	flag("unique_items", f.UniqueItems)
	value("max_bytes", digits(f.MaxBytes))
	for _, op := range f.Filter {
		value("filter", string(op))
	}
	flag("sort", f.Sort)
	flag("search", f.Search)
	return words
}

// CountedAPI returns API words with the number of items that clients can send without a rule of the spec.
func (f *Field) CountedAPI(words []string) []string {
	if f.MostItems() == 0 || ledger.WordValue(words, "max_items") != "" {
		return words
	}
	return append(slices.Clone(words), "max_items="+strconv.Itoa(kind.DefaultMaxItems))
}

func digits(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func orNone(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
