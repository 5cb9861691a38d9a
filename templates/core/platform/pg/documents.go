package pg

import (
	"bytes"
	"encoding/json"

	"github.com/jackc/pgx/v5/pgtype"
)

// Documents is an option of Open for tables with JSON documents. PostgreSQL has checked them.
func Documents(m *pgtype.Map) {
	codec, _ := m.TypeForOID(pgtype.JSONBOID)
	typed[json.RawMessage]{
		Codec: codec.Codec,
		read:  func(src []byte) (json.RawMessage, error) { return bytes.Clone(src), nil },
	}.register(m, "jsonb", pgtype.JSONBOID, pgtype.JSONBArrayOID)
}
