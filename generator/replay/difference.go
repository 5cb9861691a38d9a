package replay

import "fmt"

// Difference says where the schema that the migrations of a service make differs from its spec.
type Difference struct {
	Missing []Object // what they do not make
	Extra   []Object // what only they make; empty if the user wrote migrations too
	Other   []Change // what they make, but not so
	Unmade  []Unmade // what the spec has messages for; only PostgreSQL tells
}

// Change is an object that differs: both versions have the same kind, table and name.
type Change struct{ Have, Want Object }

// Empty reports whether the migrations make what the spec says.
func (d Difference) Empty() bool { return len(d.Missing)+len(d.Extra)+len(d.Other)+len(d.Unmade) == 0 }

// compare finds the differences of two catalogs. A table that only one of them has is reported without its parts.
func compare(want, have []Object) Difference {
	var d Difference
	wanted, had := index(want), index(have)
	for _, o := range want {
		other, ok := had[key(o)]
		switch {
		case !ok && (o.Kind == "table" || had.table(o)):
			d.Missing = append(d.Missing, o)
		case ok && other.Is != o.Is:
			d.Other = append(d.Other, Change{Have: other, Want: o})
		}
	}
	for _, o := range have {
		if _, ok := wanted[key(o)]; !ok && (o.Kind == "table" || wanted.table(o)) {
			d.Extra = append(d.Extra, o)
		}
	}
	return d
}

type objectKey struct{ kind, table, name string }

func key(o Object) objectKey { return objectKey{o.Kind, o.Table, o.Name} }

type objectIndex map[objectKey]Object

func index(objects []Object) objectIndex {
	all := make(objectIndex, len(objects))
	for _, o := range objects {
		all[key(o)] = o
	}
	return all
}

// table reports whether the table of an object is there.
func (i objectIndex) table(o Object) bool {
	_, ok := i[objectKey{"table", o.Table, o.Table}]
	return ok
}

// FailedError says that a migration cannot be applied.
type FailedError struct {
	File      string // 00002_products_add_note.sql; "" if it is about all of them
	Line, Col int    // 0 if they are not known
	Msg       string
	Hint      string // PostgreSQL's; mostly ""
}

func (e *FailedError) Error() string {
	switch {
	case e.File == "":
		return e.Msg
	case e.Line == 0:
		return e.File + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
}
