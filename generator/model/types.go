// Package model is what a workspace is: everything that a template prints, such as names, types, numbers and SQL. Package build makes
// it. No later step computes a name.
package model

import (
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Model is the whole workspace, ready to be rendered. It has no maps, because its order is the order of the output.
type Model struct {
	Module      string   // Go module path: github.com/acme/shop
	Name        string   // shop: binary, proto root directory, all-in-one program
	ProtoRoot   string   // first segment of proto packages: shop (escaped if proto does not accept the name)
	Description string   // one line, or ""
	Auth        string   // how it finds out who calls: spec.AuthNone, spec.AuthJWT, spec.AuthSessions
	Providers   []string // with which people sign in; empty without sessions
	Password    bool     // whether people sign in with a password
	Bearer      bool     // the gateway takes bearer tokens of an issuer
	Roles       []string
	Packs       []string
	Services    []*Service // by name
	Gateway     Gateway
	Programs    []*Program // first those of services, by service, then those of the workspace

	Driver    spec.Driver // what the spec says that carries events; "" is spec.PostgresBus
	BusBefore spec.Driver // what carried the events in the last run; "" if there were none

	RemovedServices []RemovedService // that this run removes
}

// Gateway is the REST gateway in front of all services.
type Gateway struct {
	HTTPPort  int // 8080
	AdminPort int // health and metrics
}

// Service is one bounded context: a domain package, its adapters, its database.
type Service struct {
	Name         string // as in the spec: catalog
	Title        string // in running text: "catalog"
	Description  string // "" or text; print it with {{ comment }}
	Dir          string // services/catalog
	SpecPath     string // services/catalog/service.yaml, or svcgen.yaml if that contains the services
	Package      string // Go package of the domain: catalog (typesvc for a service called type)
	GoName       string // Catalog
	PBName       string // protobuf service and its Go prefix: CatalogService
	PBPackage    string // Go package of the protobuf code: catalogv1
	PBImport     string // github.com/acme/shop/gen/go/shop/catalog/v1
	ProtoPackage string // shop.catalog.v1
	ProtoPath    string // path below proto/: shop/catalog/v1/catalog.proto
	EnvPrefix    string // CATALOG
	Database     string // PostgreSQL database and role: catalog
	Storage      string // Go name of the storage interface and of what implements it: Store, or Storage beside a resource store
	GRPCPort     int
	AdminPort    int
	Enums        []*kind.Enum
	Resources    []*Resource
	CustomEvents []*Event          // that code of the user publishes, in the order of the spec
	OwnMethods   []Method          // that belong to no resource, in the order of the spec
	Consumers    []*Consumer       // in the order of the spec
	EventName    string            // Event: the interface of its events in the domain package; "" if it publishes none
	Peers        []*Peer           // the services that it calls, by name
	Copies       []*Copy           // of resources of other services, in the order in which references expand them
	ClientsName  string            // Clients: the struct of its peers in the domain package
	ClientName   string            // Client: the type of the package with which others call it
	ConnectName  string            // Connect: the function of that package that connects to it
	Tables       []*Resource       // without methods: those of svcgen's own code, which have no messages and entities either, and children
	Platform     []*pgschema.Table // that no resource has: code of platform reads and writes them
	Jobs         []*Job            // in the order of the spec
	Seeded       []*Resource       // those with seeds, in the order in which these are created
	RunName      string            // Run: the type in the domain package for a run of a job; "" without jobs
	Workspace    *Model

	Schema     *pgschema.Schema // that the spec describes
	LastSchema *pgschema.Schema // of the last run, without tables if the service is new
	Before     *ledger.Service  // the service in the last run; nil if it is new
}

// Resource is one entity with its table, its messages and its routes.
type Resource struct {
	Name         string // product
	Plural       string // products
	Title        string // in running text: "product"; "order line"
	TitlePlural  string // "products"
	Article      string // "a" or "an", for running text
	Description  string // "" or text
	GoName       string // Product: the entity in the domain package
	GoPlural     string // Products
	Receiver     string // p: receiver and variable in packages domain and postgres
	Var          string // p: variable in tests and in package rpc; differs from Receiver if that is t
	FileName     string // product: stem of file names, escaped against _test, _linux, con …
	StoreName    string // ProductStore
	PBName       string // Product: the message
	DBName       string // Product: sqlc's row struct
	Table        string // products, unquoted
	TableSQL     string // products, quoted if PostgreSQL needs it
	PrimaryKey   string // products_pkey: name of the constraint, unquoted
	Path         string // /v1/products
	JSONList     string // products: JSON name of the list in responses
	PBPlural     string // ApiKeys: in the names of methods and messages, ListApiKeys
	PBField      string // Product: protoc-gen-go's name for ProtoField
	ProtoField   string // product: proto field of requests that hold the resource, and their body in REST
	ProtoList    string // products: its proto field name
	PBList       string // Products: its Go name in protoc-gen-go's code
	SearchSQL    string // the full text, as its index has it: a query that is to use the index must say the same; "" if nothing is searched
	SoftDelete   bool
	Prepares     bool         // every change calls prepare<Resource> before its transaction
	Message      bool         // it is what clients send to an action, or get from it: it has fields, and is not stored
	Serializable bool         // its changes run in serializable transactions
	Constraints  []Constraint // of the user's own migrations
	Owner        *Owner       // nil if nobody owns it
	Methods      []Method     // the standard ones in the order of spec.Methods, then actions in the order of the spec
	Events       []*Event     // that it publishes, in the order of the spec
	Topic        string       // shop.catalog.product: where they are published
	Fields       []*Field     // the spec's own fields, in ledger order; id, times and version are not among them
	Indexes      []*Index     // every index that is not made by a constraint: declared, for sorting, for refs, for filters
	Uniques      []*Unique
	Checks       []*Check          // in the order of the spec
	Removed      []ledger.Reserved // reserved in the message
	Seeds        []*Seed           // in the order of the spec
	SeedKey      *Field            // by which a seed is found; nil if there is no such field
	Children     []*Resource       // what it holds lists of, in the order of the spec
	List         *List             // how its parent holds it; nil unless it is a child
	Expansions   []*Expansion      // in the order of the spec
	PBExpanded   string            // Expanded: protoc-gen-go's name of the field with what they lead to

	// Numbers of the fields that every resource has, in the message.
	IDNumber, CreateTimeNumber, UpdateTimeNumber, DeleteTimeNumber, ETagNumber int

	Service *Service

	Before *ledger.Resource // the resource in the last run; nil if it is new

	Gone []ledger.Reserved // of the message of an action: the fields that it no longer has
}

// Field is one field of a resource, with its name in every language.
type Field struct {
	kind.Shape // its type and rules

	Description string
	GoName      string // ReleaseDay, in the domain struct
	PBName      string // ReleaseDay, in protoc-gen-go's struct (OrderId, not OrderID; String_)
	Column      string // release_day, unquoted: the first of Columns, which filters, indexes and CHECKs are about
	ColumnSQL   string // release_day, quoted if PostgreSQL needs it
	Columns     []Column
	Mirror      string // column of the old name, while the field is renamed in two steps; or ""
	ForeignKey  string // products_category_fkey: name of the constraint of a ref, unquoted; or ""
	Check       string // products_stock_check: name of the CHECK constraint, unquoted; or ""
	JSONName    string // releaseDay
	Number      int

	Ref      *Resource // if Kind.Type is spec.Ref and the resource is of the same service
	Remote   *Resource // if Kind.Type is spec.Ref and the resource is of another service
	OnDelete spec.OnDelete

	Unique    bool
	Immutable bool
	Sensitive bool

	Filter []spec.Op
	Sort   bool
	Search bool

	Resource *Resource

	Before   *ledger.Field       // the field in the last run; nil if it is new
	Left     [kind.Fixtures]bool // whether samples leave it out, because of a check
	Backfill *string             // value for existing rows, as canonical text; or nil
}

// Column is one of the columns of a field.
type Column struct {
	kind.Column

	Name   string // price_currency, unquoted
	SQL    string // price_currency, quoted if PostgreSQL needs it
	DBName string // PriceCurrency, in sqlc's row struct
}

// Unique is a UNIQUE constraint, or a unique index of the rows that are not deleted if the resource has soft_delete.
type Unique struct {
	Name     string // products_sku_key: name in PostgreSQL
	Fields   []*Field
	Columns  []string // as SQL
	Resource *Resource
}

// Index is a non-unique index.
type Index struct {
	Name    string   // products_category_status_idx
	Using   string   // "", btree or gin
	Columns []string // as SQL, with direction: "create_time DESC"
	Where   string   // the rows that are in it, as SQL; "" for all
	Reason  string   // for a comment: "sorting by price", "references to category", "" if the spec declares it
}
