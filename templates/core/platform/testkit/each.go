package testkit

// Each returns what fn makes of each item.
func Each[T, R any](items []T, fn func(T) R) []R {
	all := make([]R, len(items))
	for i, item := range items {
		all[i] = fn(item)
	}
	return all
}
