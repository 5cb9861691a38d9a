package postgres

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// purgeSQL returns the statement that deletes for good what is marked as deleted among the next 500 rows that are. It leaves rows to which
// others refer, and clears references as deleteSQL does. It returns the last id that it looked at.
func purgeSQL(r *model.Resource) string {
	batch := fmt.Sprintf("batch AS (\n"+
		"    SELECT old.id FROM %s AS old WHERE old.delete_time IS NOT NULL AND old.id > @after AND old.delete_time < @before::timestamptz\n"+
		"    ORDER BY old.id LIMIT 500 FOR UPDATE\n)", r.TableSQL)
	parts, gone := []string{batch}, "(SELECT batch.id FROM batch)"
	if unless := referred(r); len(unless) > 0 {
		parts = append(parts, "gone AS (\n    SELECT batch.id FROM batch WHERE NOT EXISTS (\n        "+strings.Join(unless, "\n    ) AND NOT EXISTS (\n        ")+"\n    )\n)")
		gone = "(SELECT gone.id FROM gone)"
	}
	for i, f := range referring(r, func(f *model.Field) bool { return f.OnDelete == spec.SetNull }) {
		table := f.Resource.TableSQL
		update := fmt.Sprintf("UPDATE %[1]s SET %[2]s = NULL, update_time = now(), version = %[1]s.version + 1\n    WHERE %[1]s.%[2]s IN %[3]s", table, f.ColumnSQL, gone)
		if f.Resource == r {
			update += fmt.Sprintf(" AND %s.id NOT IN %s", table, gone)
		}
		parts = append(parts, fmt.Sprintf("cleared_%d AS (\n    %s\n)", i+1, update))
	}
	parts = append(parts, fmt.Sprintf("deleted AS (\n    DELETE FROM %[1]s WHERE %[1]s.id IN %[2]s\n)", r.TableSQL, gone))
	return "WITH " + strings.Join(parts, ", ") + "\nSELECT batch.id FROM batch ORDER BY batch.id DESC LIMIT 1;"
}

// referred returns queries for the rows whose references keep a row of the batch.
func referred(r *model.Resource) []string {
	var all []string
	for _, f := range referring(r, restricts) {
		all = append(all, fmt.Sprintf("SELECT 1 FROM %s AS other WHERE other.%s = batch.id", f.Resource.TableSQL, f.ColumnSQL))
	}
	return all
}

// referring returns the references to the resource, those of children among them.
func referring(r *model.Resource, holds func(*model.Field) bool) []*model.Field {
	var all []*model.Field
	for _, other := range slices.Concat(r.Service.Resources, r.Service.Tables) {
		all = append(all, model.FieldsOf(other, func(f *model.Field) bool { return f.Ref == r && holds(f) })...)
	}
	return all
}

// deletedSQL returns the statement by which a test says when one was deleted.
func deletedSQL(r *model.Resource) string {
	return "UPDATE " + r.TableSQL + " SET delete_time = $1 WHERE id = $2"
}

// idsSQL returns the query by which a test finds out what is left.
func idsSQL(r *model.Resource) string { return "SELECT id FROM " + r.TableSQL + " ORDER BY id" }
