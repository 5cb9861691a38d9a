package pg

import (
	"bytes"
	"encoding/json"

	"github.com/jackc/pgx/v5/pgtype"
)

// Documents is an option of Open for tables with JSON documents. PostgreSQL has checked them.
func Documents(m *pgtype.Map) {
	jsonb, _ := m.TypeForOID(pgtype.JSONBOID)
	c := &typed[json.RawMessage]{
		Codec: jsonb.Codec,
		read:  func(src []byte) (json.RawMessage, error) { return bytes.Clone(src), nil },
	}
	c.register(m, "jsonb", pgtype.JSONBOID, pgtype.JSONBArrayOID)
}
