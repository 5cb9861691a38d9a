package postgres

import (
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// ownedSQL returns the condition that a row of the resource's table belongs to the user whose id is the SQL expression owner. It follows
// references by way of other tables; no table is on the way twice, because required references have no cycles.
func ownedSQL(r *model.Resource, owner string) string {
	if r.Owner.Ref == nil {
		return ownersSQL(r, "", owner)
	}
	return ownedByWay(r, owner)
}

// ownedByWay is ownedSQL with the names of tables before those of columns.
func ownedByWay(r *model.Resource, owner string) string {
	ref := r.Owner.Ref
	if ref == nil {
		return ownersSQL(r, r.TableSQL+".", owner)
	}
	parent := ref.Ref.TableSQL
	return "EXISTS (SELECT 1 FROM " + parent + " WHERE " + parent + ".id = " + r.TableSQL + "." + ref.ColumnSQL + " AND " + ownedByWay(ref.Ref, owner) + ")"
}

// ownersSQL returns the condition that one of the fields with the owners of the resource, or its own id, is that of a user.
func ownersSQL(r *model.Resource, prefix, owner string) string {
	if r.Owner.Self {
		return prefix + "id = " + owner
	}
	conditions := make([]string, len(r.Owner.Fields))
	for i, f := range r.Owner.Fields {
		conditions[i] = prefix + f.ColumnSQL + " = " + owner
	}
	if len(conditions) == 1 {
		return conditions[0]
	}
	return "(" + strings.Join(conditions, " OR ") + ")"
}

// ownedQuery returns the condition of a query of sqlc for the row with an id that belongs to a user.
func ownedQuery(r *model.Resource) string {
	return idSQL(r) + " = @id AND " + ownedSQL(r, "@owner::uuid")
}

// ownedBatch is ownedQuery for the rows with several ids.
func ownedBatch(r *model.Resource) string {
	return idSQL(r) + " = ANY(@among::uuid[]) AND " + ownedSQL(r, "@owner::uuid")
}

// idSQL returns the id in a query about an owner. sqlc takes no name that two tables have.
func idSQL(r *model.Resource) string {
	if r.Owner.Ref != nil {
		return r.TableSQL + ".id"
	}
	return "id"
}

// ownedGo is ownedSQL as a Go expression, with the placeholder in a variable.
func ownedGo(r *model.Resource, placeholder string) string {
	const mark = "\x00"
	parts := strings.Split(ownedSQL(r, mark), mark)
	var terms []string
	for i, part := range parts {
		if i > 0 {
			terms = append(terms, placeholder)
		}
		if part != "" {
			terms = append(terms, goString(part))
		}
	}
	return strings.Join(terms, " + ")
}

// goString returns a Go literal without escapes if there can be one.
func goString(text string) string {
	if strings.Contains(text, `"`) && strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}
