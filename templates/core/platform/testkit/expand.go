package testkit

import (
	"net/http"
	"net/url"
	"testing"
)

// Expanding are references that clients can have read with the resources of a path.
type Expanding struct {
	API   *API
	Path  string
	Names []string // of the references
}

// Query returns a query that asks for all of them.
func (e Expanding) Query() string { return "?" + url.Values{"expand": e.Names}.Encode() }

// Want fails the test unless a resource has, in expanded, what each of its references leads to.
func (e Expanding) Want(t *testing.T, resource Object) {
	t.Helper()
	expanded, ok := resource["expanded"].(map[string]any)
	if !ok {
		t.Errorf("nothing is expanded: %v", resource)
	}
	for _, name := range e.Names {
		related, _ := expanded[name].(map[string]any)
		if related["id"] != resource[name] {
			t.Errorf("%s refers to %v; expanded is %v", name, resource[name], related)
		}
	}
}

// WantRefused fails the test unless a reference that does not exist is refused, and nothing is expanded that is not asked for. path is where
// resources are read.
func (e Expanding) WantRefused(t *testing.T, path string) {
	t.Helper()
	e.API.Do(t, http.MethodGet, path+"?expand=noSuchField", nil).WantViolation(t, "expand")
	if plain := e.API.Do(t, http.MethodGet, path, nil).Want(t, http.StatusOK); plain["expanded"] != nil {
		t.Errorf("expanded without being asked: %v", plain)
	}
}
