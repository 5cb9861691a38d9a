package model

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
)

// List is how a resource holds its children: as a field with a list of them.
type List struct {
	Parent     *Resource
	Key        string // line, as the spec names a child
	Name       string // lines: in protobuf, and in update masks
	GoName     string // Lines, in the domain struct
	PBName     string // Lines, in protoc-gen-go's struct
	JSONName   string // lines
	Number     int    // in the message of the parent
	Min, Max   int    // how many there may be
	ForeignKey string // order_lines_parent_id_fkey: name of the constraint, unquoted
}

// The columns with which the table of a child says whose it is, and where in the list.
const (
	ParentColumn   = "parent_id"
	PositionColumn = "position"
)

// Stored returns the parts of the resource that have a table: itself, then its children.
func (r *Resource) Stored() []*Resource { return append([]*Resource{r}, r.Children...) }

// StoredFields returns the fields of the resource and those of its children.
func (r *Resource) StoredFields() []*Field {
	var all []*Field
	for _, part := range r.Stored() {
		all = append(all, part.Fields...)
	}
	return all
}

// MaskName returns the name that an update uses to change the field: for one of a child, that of the list.
func (f *Field) MaskName() string {
	if l := f.Resource.List; l != nil {
		return l.Name
	}
	return f.Name
}

// Expr returns the list as a Go expression in methods of what holds it: o.Lines.
func (l *List) Expr() string { return l.Parent.Receiver + "." + l.GoName }

// Count says how many children there may be: 1 to 3 items.
func (l *List) Count() string {
	if l.Min > 0 && l.Min < l.Max {
		return fmt.Sprintf("%d to %d items", l.Min, l.Max)
	}
	if l.Min > 0 {
		return "exactly " + kind.Count(l.Max, "item")
	}
	return "at most " + kind.Count(l.Max, "item")
}

// ProtoDecl returns the declaration of the field with the list of c in the message of its parent, without the comment before it.
func (l *List) ProtoDecl(c *Resource) string {
	required := ""
	if l.Min > 0 {
		required = " [(google.api.field_behavior) = REQUIRED]"
	}
	return fmt.Sprintf("repeated %s %s = %d%s;", c.PBName, l.Name, l.Number, required)
}

// Part finds a resource or a child by its name; nil if the service has none.
func (s *Service) Part(name string) *Resource {
	for _, r := range s.Resources {
		for _, part := range r.Stored() {
			if part.Name == name {
				return part
			}
		}
	}
	return nil
}

// Doc says what the list is, for those who read about the API.
func (l *List) Doc() string {
	count := l.Count()
	return strings.ToUpper(count[:1]) + count[1:] + ", which are read and changed with the " + l.Parent.Title + "."
}
