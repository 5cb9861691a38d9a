// Package spec reads service specs: YAML in, a Spec out. It reports all problems of the input in one run, each with its position.
// A Spec that Parse returned without problems can be generated, unless its names collide in generated code.
package spec

import "time"

// Pos is a place in a spec file. Line and Col count from 1; Col counts characters. Line 0 is a word of the
// command line: Col counts in it, and File names the flag. The zero Pos is unknown.
type Pos struct {
	File string // as the user would type it, relative to the workspace: services/catalog/service.yaml
	Line int
	Col  int
}

// Spec is a whole workspace: svcgen.yaml and every services/<name>/service.yaml.
type Spec struct {
	Pos          Pos    // of svcgen.yaml
	Module       string // Go module path: github.com/acme/shop
	Name         string // last element of Module in snake_case: shop
	Description  string
	AuthPos      Pos       // of the key auth
	Auth         string    // AuthNone, AuthJWT or AuthSessions
	Sessions     *Sessions // nil unless Auth is AuthSessions
	Roles        []string  // that users can have; with sessions Admin is one of them
	Allow        *Allow    // the rule of all methods that have none of their own; may be nil
	Packs        []string
	OwnPacks     []PackUse  // those of Packs that svcgen does not bring
	JSONEnums    JSONEnums  // "" is ProtoEnums
	JSONEnumsPos Pos        // of its key; zero if there is none
	Driver       Driver     // what carries events; "" is PostgresBus
	Services     []*Service // in the order of their names
	Removed      []Removal  // services to remove
}

// Service is one service of the workspace.
type Service struct {
	Pos         Pos
	Name        string
	RenamedFrom string // the previous name; "" if it was not renamed
	Description string
	HTTPPrefix  string   // "" or one path segment put before the plural: /v1/<prefix>/products
	Allow       []*Allow // rules of methods that their resources have none for
	Uses        []*Use   // services that it calls, beside those that its fields refer to
	Enums       []*Enum
	Resources   []*Resource      // in the order of the file
	Methods     []*ServiceMethod // that belong to no resource, in the order of the file
	Events      []*CustomEvent   // that code of the user publishes, in the order of the file
	Consumers   []*Consumer      // in the order of the file
	Jobs        []*Job           // in the order of the file
	Removed     []Removal        // resources to remove, and values of named enums: "product_status.archived"

	Builtin bool     // svcgen wrote it; the user may have added to it
	Written *Service // if Builtin: what the user added; nil if nothing
}

// Job is work of a service that runs by the clock, or when somebody starts it.
type Job struct {
	Pos         Pos
	Name        string
	RenamedFrom string        // the previous name; "" if it was not renamed
	Schedule    string        // five fields as cron has them, in UTC; "" if only people start it
	Timeout     time.Duration // after which a run is ended
	Purge       *Purge        // what it deletes for good; nil if its body is Go of the user
}

// Use is a service that another one calls.
type Use struct {
	Pos     Pos
	Service string
}

// Removal says that something was removed from the spec on purpose.
type Removal struct {
	Pos     Pos
	Name    string // note, or status.archived for a value of an enum
	Instead string // the value that replaces it in the data: "status.archived -> old"; "" if no resource has it
}

// Enum is a closed list of names. An enum written inside a field is named <resource>_<field>.
type Enum struct {
	Pos    Pos
	Name   string
	Values []string
}

// Resource is one kind of entity that a service stores.
type Resource struct {
	Pos          Pos
	Name         string // snake_case, singular
	Plural       string // "" if it is derived from the name
	Description  string
	RenamedFrom  string // the previous name; "" if it was not renamed
	SoftDelete   bool
	Fields       []*Field // in the order of the file
	Indexes      []*Index
	Checks       []*Check      // in the order of the file
	Methods      []Method      // in the order of Methods(); empty only if it is a child, or a table of svcgen's own
	Actions      []*Action     // in the order of the file
	Events       []*Event      // in the order of the file
	Children     []*Resource   // what it holds lists of, in the order of the file
	Owner        []OwnerField  // who owns one; nil if that follows, or if nobody does
	Allow        []*Allow      // no method is in two of them
	Hooks        []Hook        // beside check<Resource>, which is always there
	Isolation    Isolation     // "" is READ COMMITTED
	Constraints  []*Constraint // that the user's own migrations make
	ValidateOnly []Method      // that clients can ask to check a request only
	Expand       []string      // references that clients can have read with the resource
	Idempotent   []Method      // that have an effect once for a key
	Seeds        []*Seed       // that are there from the beginning
	Removed      []Removal     // fields and children to remove, and values of enums written inside a field: "status.archived"

	Child *Child // how another resource holds it; nil if none does
}

// Method is a standard method of a resource (AIP-130, AIP-231, AIP-233), or an action.
type Method string

// The standard methods, in the order in which they are declared everywhere.
const (
	Create      Method = "create"
	Get         Method = "get"
	List        Method = "list"
	Update      Method = "update"
	Delete      Method = "delete"
	Undelete    Method = "undelete" // only with SoftDelete
	BatchGet    Method = "batch_get"
	BatchCreate Method = "batch_create" // only with Create
)

// Field is one field of a resource. Text values (Default, Min, Max) have been checked against the type. The rules of a list
// (length, range, pattern, format, bytes) apply to each of its elements.
type Field struct {
	Pos         Pos
	Name        string
	Description string
	Type        Type
	Repeated    bool
	Precision   int      // decimal
	Scale       int      // decimal
	Currency    string   // money: its code in ISO 4217
	Enum        string   // enum: its name in Service.Enums (inline enums are put there too)
	Values      []string // enum written inside the field: its values; nil if it refers to a named enum
	Ref         string   // ref: the resource
	RefService  string   // ref: the service of the resource; "" if it is the same one

	Optional   bool
	Key        bool // of a custom event: whom it is about
	Unique     bool
	Immutable  bool
	OutputOnly bool
	Sensitive  bool
	Default    *string // as text, canonical: "0", "true", "draft", "2026-01-02T15:04:05Z"
	Now        bool    // value=now: set by the server at creation
	Caller     bool    // value=caller.id: set by the server to the user who creates the resource

	MinLen, MaxLen *int    // characters of a string or text
	Min, Max       *string // of what has an order: numbers, amounts, moments; canonical text
	Pattern        string  // RE2
	Format         Format
	MaxItems       *int
	UniqueItems    bool
	MaxBytes       *int // bytes and json

	Filter   []Op // what a list may filter by; empty: nothing
	Sort     bool
	Search   bool
	OnDelete OnDelete // ref: "" is restrict

	RenamedFrom string  // the previous name; "" if it was not renamed
	InTwoSteps  bool    // the column of the previous name is still there, for programs that use it
	Backfill    *string // as text, canonical: the value for existing resources
}

// Format is a well-known form of a string.
type Format string

// The formats of strings.
const (
	Email    Format = "email"
	URI      Format = "uri"
	Hostname Format = "hostname"
	IP       Format = "ip"
)

// Op is an operator of filters.
type Op string

// The operators of filters (AIP-160).
const (
	OpEq     Op = "eq" // =, !=
	OpIn     Op = "in" // (a = X OR a = Y)
	OpPrefix Op = "prefix"
	OpGTE    Op = "gte" // >, >=
	OpLTE    Op = "lte" // <, <=
	OpHas    Op = "has" // tags:"x"
)

// OnDelete says what happens to a resource if the resource that it refers to is deleted.
type OnDelete string

// The rules for the deletion of a referenced resource.
const (
	Restrict OnDelete = "restrict"
	Cascade  OnDelete = "cascade"
	SetNull  OnDelete = "set_null"
)

// Index is a database index of a resource.
type Index struct {
	Pos    Pos
	Unique bool
	Using  string // "" (btree) or "gin"
	Keys   []IndexKey
}

// IndexKey is one column of an index: a field of the resource, or id, create_time, update_time.
type IndexKey struct {
	Field string
	Desc  bool
}
