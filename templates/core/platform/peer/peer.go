// Package peer has what services say to each other: pages of lists, and whether references between them lead to something.
package peer

// Query asks for a page of a list of another service.
type Query struct {
	Filter    string // as clients of the API write it: status = ACTIVE AND price >= 10
	OrderBy   string // a field, and desc; "" for the order of creation
	PageSize  int32  // 0 for the usual one
	PageToken string // NextPageToken of the page before; "" for the first page
}

// Page is a page of a list of another service.
type Page[E any] struct {
	Items         []E
	NextPageToken string // "" on the last page
}
