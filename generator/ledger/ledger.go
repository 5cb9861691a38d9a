// Package ledger holds what must not change from run to run. It reads and writes the files in which a workspace keeps that.
package ledger

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Ledger keeps what must not change from run to run: protobuf numbers, ports, plurals, orders of fields. It also holds the schema of the
// last run, with which the spec is compared. It is committed with the workspace. A workspace that was never generated has an empty
// Ledger.
type Ledger struct {
	Services []*Service // sorted by name; removed services stay
}

// Service is the ledger of one service: .svcgen/model/<name>.yaml.
type Service struct {
	Name      string
	Was       string // its name before the last rename, or ""
	Gone      bool   // removed from the spec; the other fields are as last generated
	RenamedTo string // the service that took over everything except the reserved numbers; "" if it was not renamed
	Database  string // "" if it has the name of the service
	GRPCPort  int
	AdminPort int
	API       string         // full name of the protobuf service: shop.catalog.v1.CatalogService; "" if written by an older svcgen
	SignIn    []string       // of identity: providers, and jwt, by which its users can say who they are
	Consumers []Consumer     // of events
	Bus       string         // what carries them: kafka or sqs; "" for postgres, or if it has none
	Breaks    int            // how often somebody has accepted changes that break clients: CI lets those pass
	JSONEnums spec.JSONEnums // what clients of the REST API call the values of enums; "" is proto
	Enums     []*Enum
	Resources []*Resource
	Copies    []string          // services of whose resources its proto has copies, because it cannot import theirs
	Jobs      []string          // names, in the order of the spec
	Methods   []*Method         // that belong to no resource
	Events    []*CustomEvent    // that code of the user publishes, or once did
	Tables    []*pgschema.Table // that no resource has: code of platform reads and writes them
}

// Enum is one enum, with the numbers of its values.
type Enum struct {
	Name    string
	GoName  string // "" if it is the default
	PBName  string // "" if it is the default
	Values  []Reserved
	Removed []Reserved // removed values, whose numbers are never used again
}

// Resource is one resource with its table.
type Resource struct {
	Name         string
	Plural       string // also the table's name
	GoName       string // "" if it is the default
	PBName       string // "" if it is the default
	PrimaryKey   string // name of the constraint; "" if it is the default
	Gone         bool   // removed from the spec
	Was          string // its name before the last rename, or ""
	SoftDelete   bool
	Path         string        // /v1/products; "" if written by an older svcgen, which did not store the API
	Methods      []spec.Method // standard methods that clients can call
	Actions      []Action
	Topic        string        // where its events are published, whatever it is called later; "" if it never published any
	Events       []Event       // that it publishes
	GoneEvents   []Event       // that it published once: their messages are never those of others
	Allow        []Allowed     // who may call which of them; nil if everybody may call all
	Owner        []string      // fields that say who owns one; nil if nobody does
	ValidateOnly []spec.Method // methods that clients could ask to change nothing
	Expand       []string      // references that clients could have read with it
	Idempotent   []spec.Method // methods that had an effect once for a key
	Fields       []*Field      // in the order in which they were added
	Removed      []Reserved    // removed fields, whose numbers are never used again
	Uniques      []Index
	Indexes      []Index
	Checks       []Check
	Child        *Child // how another resource holds it; nil if none does
}

// Child says in which list of another resource a resource is.
type Child struct {
	Of     string   // the other resource
	Key    string   // the name that the spec has for it there: line
	Number int      // of the list in the message of the other one
	API    []string // the rules of the list for clients, as words: min_items=1, max_items=100

	ForeignKey []string // name, table, ON DELETE action
}

// Consumer is a function that gets events.
type Consumer struct {
	Name string
	Was  string // its name before the last rename, or ""

	// Queue is its queue in SQS, after a rename: orders.forget_product, as the service and the consumer were called when the queue was new; or "".
	Queue string
}

// Action is a method beside the standard ones that clients can call.
type Action struct {
	Name       string
	Transition string // as the spec wrote it: status draft, active -> archived; "" if there is none
	Request    Message
	Returns    Message
}

// Method is a method of a service that belongs to no resource.
type Method struct {
	Action // its name, and what clients send and get

	Path  string   // /v1/quotes
	Allow []string // who may call it; nil if everybody may
}

// Allowed is methods that the same callers may call.
type Allowed struct {
	Methods []spec.Method // standard ones and actions
	To      []string      // anyone, signed_in, service, roles
}

// Field is one field with its columns. It holds the SQL of the last run, not the rules that it was made from.
type Field struct {
	Name             string
	Number           int
	Was              string // its name before the last rename, or ""
	Type             spec.Type
	Repeated         bool
	Precision, Scale int
	Currency         string // of money
	Enum             string
	Ref              string // resource, or service.resource
	Optional         bool
	API              []string // its rules for clients, as words: required, filter=eq, max_len=120
	SQL              string   // type of the column, of the first one if there are several
	SQLDefault       string   // "" if there is none
	MoreColumns      []Column // the others
	Check            []string // name and condition
	ForeignKey       []string // name, table, ON DELETE action
	Mirror           string   // column that a trigger keeps equal, while it is renamed in two steps; "" if there is none
}

// Column is a column of a field.
type Column struct {
	Name    string
	SQL     string // its type
	Default string // "" if there is none
}

// Check is a rule between fields.
type Check struct {
	Name  string
	Rule  string   // as the spec wrote it: ends_at > starts_at
	Check []string // name and condition of the constraint
}

// Index is an index or a unique constraint.
type Index struct {
	Name    string
	Using   string
	Columns []string
	Where   string // condition of a partial index
}

// Reserved is a protobuf number with the name that it belongs to. The number is never given to another name.
type Reserved struct {
	Name   string `json:"name"` // "" in a model if the name is in use again
	Number int    `json:"number"`
}

// New returns the ledger of a workspace that was never generated.
func New() *Ledger { return &Ledger{} }

// SortServices sorts services by name, as a Ledger holds them.
func SortServices(all []*Service) {
	slices.SortFunc(all, func(a, b *Service) int { return strings.Compare(a.Name, b.Name) })
}
