package spectest

import (
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/testdata/specs"
)

// Catalog is the service of that name in testdata/specs/everything.yaml: it has every type and every rule.
func Catalog() *spec.Service {
	s, err := spec.Parse([]spec.Source{{Path: "everything.yaml", Data: specs.Everything}})
	if err != nil {
		panic(err) // the tests of package spec say more
	}
	return s.Services[0]
}

// Orders is a second, small service: orders with a number and a total.
func Orders() *spec.Service {
	return Service("orders", Resource("order",
		Field("number", spec.String, Unique),
		Field("total", spec.Decimal, Numeric(12, 2), atLeast("0"), Sorted),
	))
}

// Library is a service of shelves and books. Books refer to shelves with each on_delete, and are soft-deleted.
func Library() *spec.Service {
	book := Resource("book",
		Ref("shelf", "shelf", func(f *spec.Field) { f.OnDelete = spec.Cascade }),
		Ref("lent", "shelf", Optional, SetNull),
		Ref("origin", "shelf", Optional),
		Field("title", spec.String, func(f *spec.Field) { f.MaxLen = new(200) }),
		Field("isbn", spec.String, Optional, Unique, Filter(spec.OpEq), func(f *spec.Field) { f.Pattern = "^[A-Z]{3}$" }),
		Field("tags", spec.String, Repeated),
	)
	book.SoftDelete = true
	return Service("catalog",
		Resource("shelf", Field("theme", spec.String, Unique), Field("code", spec.String, Immutable)),
		book,
	)
}

// Notes is a service whose only resource has only the method create.
func Notes() *spec.Service {
	note := Resource("note", Field("text", spec.String))
	note.Methods = []spec.Method{spec.Create}
	return Service("catalog", note)
}

// APIKeys is a service with an initialism in its name, and with a resource, log, that has no method with an id.
func APIKeys() *spec.Service {
	log := Resource("log", Field("text", spec.String))
	log.Methods = []spec.Method{spec.List}
	return Service("api_keys",
		Resource("shelf", Field("title", spec.String, Unique)),
		Resource("box",
			Ref("shelf", "shelf", Filter(spec.OpEq)),
			Field("size", spec.Int64, Optional),
			Field("flag", spec.Bool, Filter(spec.OpEq)),
			Field("tags", spec.String, Repeated),
			Field("data", spec.JSON),
			Field("note", spec.String),
		),
		log,
	)
}
