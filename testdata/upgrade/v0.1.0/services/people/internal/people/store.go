package people

// CustomStore is the storage that your own code needs beyond what svcgen generates: declare a method here, write its
// query in internal/postgres/queries/custom.sql and its body in internal/postgres/custom.go.
type CustomStore interface{}

// Deps is what your own code needs from outside, a mailer or the client of another system: declare a field here and set it
// in app/wire.go. Your rules reach it as s.deps.
type Deps struct{}
