package pg

// NotNil is list, but never nil: that is NULL in PostgreSQL.
func NotNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
