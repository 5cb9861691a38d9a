package pg

// Rows returns the entities that rows hold, or err as Error translates it.
func Rows[Row, Entity any](rows []Row, err error, resource string, entity func(Row) Entity) ([]Entity, error) {
	if err != nil {
		return nil, Error(err, resource)
	}
	all := make([]Entity, len(rows))
	for i, row := range rows {
		all[i] = entity(row)
	}
	return all, nil
}
