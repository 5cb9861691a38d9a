package replay

import (
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/ledger"
)

// Names are exchanged, and the service and all that is in it gets others: the data go along, up and down.
func TestRenames(t *testing.T) {
	t.Parallel()
	at := server(t)
	const (
		first = `    resources:
      ant:
        fields: {code: string unique sort, hill: ref=bee filter optional, near: string optional, far: string optional}
        indexes: ["near, far"]
      bee:
        soft_delete: true
        fields: {code: string unique sort, kind: 'enum=queen,worker'}
        indexes: ["code, kind"]`
		fields = `    resources:
      ant:
        fields: {code: string unique sort, hill: ref=bee filter optional, near: string optional renamed_from=far, far: string optional renamed_from=near}
        indexes: ["near, far"]
      bee:
        soft_delete: true
        fields: {code: string unique sort, kind: 'enum=queen,worker'}
        indexes: ["code, kind"]`
		resources = `    resources:
      ant:
        renamed_from: bee
        soft_delete: true
        fields: {code: string unique sort, kind: 'enum=queen,worker'}
        indexes: ["code, kind"]
      bee:
        renamed_from: ant
        fields: {code: string unique sort, hill: ref=ant filter optional, near: string optional, far: string optional}
        indexes: ["near, far"]`
		service = `services:
  market:
    renamed_from: shop
    resources:
      fly:
        renamed_from: ant
        soft_delete: true
        fields: {code: string unique sort, caste: 'enum=queen,worker renamed_from=kind'}
        indexes: ["code, caste"]
      bee:
        fields: {code: string unique sort, hill: ref=fly filter optional, near: string optional, far: string optional}
        indexes: ["near, far"]`
		wider = `services:
  market:
    resources:
      fly:
        soft_delete: true
        fields: {code: string unique sort, caste: 'enum=queen,worker,drone', note: string optional}
        indexes: ["code, caste"]
      bee:
        fields: {code: string unique sort, hill: ref=fly filter optional, near: string optional, far: string optional}
        indexes: ["near, far"]`
	)
	steps := []evolutionStep{
		{name: "start", spec: first, files: "init", ask: "SELECT count(*) FROM ants", answer: "(0)"},
		{
			name: "fields exchanged", before: `
				INSERT INTO bees (id, code, kind, create_time, update_time, version) VALUES (gen_random_uuid(), 'maja', 'queen', now(), now(), 1);
				INSERT INTO ants (id, code, hill, near, far, create_time, update_time, version)
				SELECT gen_random_uuid(), 'atta', id, 'n', 'f', now(), now(), 1 FROM bees`,
			spec: fields, files: "ants_changes ants_near_far_idx", ask: "SELECT near, far FROM ants", answer: "(f,n)",
		},
		{
			name: "resources exchanged", spec: resources, files: "changes",
			ask: "SELECT b.code, a.code, a.kind FROM bees b JOIN ants a ON a.id = b.hill", answer: "(atta,maja,queen)",
		},
		{
			name: "the service renamed, a resource and a field", spec: service, files: "flies_changes",
			ask: "SELECT b.code, f.code, f.caste FROM bees b JOIN flies f ON f.id = b.hill", answer: "(atta,maja,queen)",
		},
		{
			name: "and it goes on", spec: wider, files: "flies_add_note flies_caste_check",
			ask: "SELECT caste, note FROM flies", answer: "(queen,)",
		},
	}
	err := InDatabase(t.Context(), at, func(database string) error {
		e := &evolution{server: at, database: database, known: ledger.New(), files: fstest.MapFS{}}
		for i, s := range steps {
			if !t.Run(numbered(i, s.name), func(t *testing.T) { e.step(t, s) }) {
				break
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
