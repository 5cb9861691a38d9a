package pg

// NotNil returns list, or an empty list for nil, which PostgreSQL would store as NULL.
func NotNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
