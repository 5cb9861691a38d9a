package dispatch

// CustomStore lists the storage methods of your own code. Declare a method here, write its query in
// internal/postgres/queries/custom.sql and its body in internal/postgres/custom.go.
type CustomStore interface{}

// Deps are the dependencies of your own code, such as a mailer or the client of another system. Declare a field here and set it
// in app/wire.go; your rules use it as s.deps.
type Deps struct{}
