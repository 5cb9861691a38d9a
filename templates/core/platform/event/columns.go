package event

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
)

// Columns are messages as PostgreSQL takes them, an array for each column.
type Columns struct {
	IDs                             []uuid.UUID
	Topics, Keys, Types, Attributes []string // Attributes are JSON
	Times                           []time.Time
	Data                            [][]byte
}

// ColumnsOf returns messages as columns.
func ColumnsOf(messages []Message) (Columns, error) {
	var c Columns
	for _, m := range messages {
		attributes, err := json.Marshal(m.Attributes)
		if err != nil {
			return c, err
		}
		c.IDs = append(c.IDs, m.ID)
		c.Topics = append(c.Topics, m.Topic)
		c.Keys = append(c.Keys, m.Key)
		c.Types = append(c.Types, m.Type)
		c.Times = append(c.Times, m.Time)
		c.Attributes = append(c.Attributes, string(attributes))
		c.Data = append(c.Data, m.Data)
	}
	return c, nil
}
