package txn

// CopyAll returns copies of the parts of an entity, as Copy makes them; nil for none.
func CopyAll[T any](parts []T) []T {
	if parts == nil {
		return nil
	}
	copied := make([]T, len(parts))
	for i, part := range parts {
		copied[i] = Copy(part)
	}
	return copied
}
