package testkit

import (
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// unknownID is the id of nothing.
const unknownID = "00000000-0000-7000-8000-000000000000"

// Person is a user of the API.
type Person struct {
	ID  string
	All *API                       // as the user with every role sees it
	As  func(roles ...string) *API // as the user with these roles sees it
}

// Owned is a resource of which rules let users have only what is their own. Members are named as in JSON.
type Owned struct {
	Path    string                                      // /v1/orders
	Name    string                                      // orders: the member that holds a page of a list
	New     func(tb testing.TB, api *API, i int) Object // the body that creates entity i
	Create  func(tb testing.TB, api *API, i int) Object // creates entity i, unless it is created already
	Limited []string                                    // methods that are limited: get, list, update, delete, undelete, batch_get, and actions with their colon
	Free    []string                                    // those of get and list by which a user with every role has everything
	Set     []string                                    // members that are set to who creates the entity
	Shared  []string                                    // members that a client sets to another owner
	Changed map[string][]string                         // members with the owners, by the method, POST or PATCH, that must leave the entity one's own
	Refs    []OwnedRef
}

// OwnedRef is a reference that must lead to what is one's own, if a user with the roles sends it.
type OwnedRef struct {
	Member, Verb string
	Roles        []string
}

// Want fails the test unless both users have what is their own, and nothing that is the other's. Nobody must be able to tell what
// belongs to the other from what does not exist.
func (o Owned) Want(t *testing.T, owner, stranger Person) {
	t.Helper()
	made := o.Create(t, owner.All, 1)
	theirs := o.created(t, stranger, owner)
	o.wantLists(t, owner, made)
	o.wantLists(t, stranger, theirs)
	o.wantFree(t, stranger, made, theirs)
	o.wantRefused(t, owner, stranger, made)
	o.wantChanges(t, owner, stranger, made)
	o.wantRefs(t, stranger, made, theirs)
	o.wantShared(t, owner, stranger)
	o.wantOwn(t, owner, stranger, made)
}

// created creates an entity of a user, who pretends to be another one.
func (o Owned) created(t *testing.T, user, other Person) Object {
	t.Helper()
	body := o.New(t, user.All, 0)
	for _, name := range o.Set {
		body[name] = other.ID
	}
	created := user.All.Do(t, http.MethodPost, o.Path, body).Want(t, http.StatusOK)
	for _, name := range o.Set {
		if created[name] != user.ID {
			t.Errorf("%s is %v, want %s, who created it", name, created[name], user.ID)
		}
	}
	return created
}

// wantLists holds that a user sees exactly one entity.
func (o Owned) wantLists(t *testing.T, user Person, only Object) {
	t.Helper()
	if !slices.Contains(o.Limited, "list") {
		return
	}
	page := user.As().Do(t, http.MethodGet, o.Path+"?count=true", nil).Want(t, http.StatusOK)
	if ids := user.As().IDs(t, o.Path, o.Name, url.Values{}); !slices.Equal(ids, []string{only.Text("id")}) || page["totalSize"] != 1.0 {
		t.Errorf("the list of %s holds %v, %v in all; want %s", o.Path, ids, page["totalSize"], only.Text("id"))
	}
}

// wantFree holds that a user whose role a rule names has what others own, too.
func (o Owned) wantFree(t *testing.T, user Person, made, theirs Object) {
	t.Helper()
	if slices.Contains(o.Free, "get") {
		o.call(t, user.All, "get", made.Text("id")).Want(t, http.StatusOK)
	}
	if !slices.Contains(o.Free, "list") {
		return
	}
	ids := user.All.IDs(t, o.Path, o.Name, url.Values{})
	if !slices.Contains(ids, made.Text("id")) || !slices.Contains(ids, theirs.Text("id")) {
		t.Errorf("with every role the list of %s holds %v", o.Path, ids)
	}
}

// call calls a method of an entity. An update changes nothing.
func (o Owned) call(t *testing.T, api *API, method, id string) *Response {
	t.Helper()
	one := o.Path + "/" + id
	if strings.HasPrefix(method, ":") {
		return api.Do(t, http.MethodPost, one+method, Object{})
	}
	switch method {
	case "batch_get":
		return api.Do(t, http.MethodGet, o.Path+":batchGet?ids="+id, nil)
	case "update":
		return api.Do(t, http.MethodPatch, one, Object{})
	case "delete":
		return api.Do(t, http.MethodDelete, one, nil)
	case "undelete":
		return api.Do(t, http.MethodPost, one+":undelete", Object{})
	}
	return api.Do(t, http.MethodGet, one, nil)
}

// wantRefused holds that a stranger finds nothing, and changes nothing.
func (o Owned) wantRefused(t *testing.T, owner, stranger Person, made Object) {
	t.Helper()
	for _, method := range o.Limited {
		if method != "list" && method != "undelete" {
			wantAlike(t, o.call(t, stranger.As(), method, made.Text("id")), o.call(t, stranger.As(), method, unknownID), http.StatusNotFound)
		}
	}
	if got := o.call(t, owner.All, "get", made.Text("id")); got.status == http.StatusOK && !reflect.DeepEqual(got.body, made) {
		t.Errorf("a stranger has changed %v to %v", made, got.body)
	}
}

// wantChanges holds that nobody can create or make something that belongs to somebody else only.
func (o Owned) wantChanges(t *testing.T, owner, stranger Person, made Object) {
	t.Helper()
	for verb, names := range o.Changed {
		path, body := o.Path+"/"+made.Text("id"), Object{}
		if verb == http.MethodPost {
			path, body = o.Path, o.New(t, owner.All, 2)
		}
		for _, name := range names {
			body[name] = stranger.ID
		}
		owner.As().Do(t, verb, path, body).WantViolation(t, names[0])
	}
}

// wantRefs holds that a stranger refers to nothing that is the owner's.
func (o Owned) wantRefs(t *testing.T, stranger Person, made, theirs Object) {
	t.Helper()
	for _, ref := range o.Refs {
		path, body := o.Path+"/"+theirs.Text("id"), Object{}
		if ref.Verb == http.MethodPost {
			path, body = o.Path, o.New(t, stranger.All, 2)
		}
		if made.Text(ref.Member) == "" {
			t.Errorf("%s of entity 1 is not set", ref.Member)
		}
		missing := maps.Clone(body)
		body[ref.Member], missing[ref.Member] = made[ref.Member], unknownID
		foreign := stranger.As(ref.Roles...).Do(t, ref.Verb, path, body)
		foreign.WantViolation(t, ref.Member)
		wantAlike(t, foreign, stranger.As(ref.Roles...).Do(t, ref.Verb, path, missing), http.StatusBadRequest)
	}
}

// wantShared holds that each of several owners has an entity.
func (o Owned) wantShared(t *testing.T, owner, stranger Person) {
	t.Helper()
	for _, name := range o.Shared {
		body := o.New(t, owner.All, 2)
		body[name] = stranger.ID
		shared := owner.All.Do(t, http.MethodPost, o.Path, body).Want(t, http.StatusOK)
		if slices.Contains(o.Limited, "get") {
			o.call(t, stranger.As(), "get", shared.Text("id")).Want(t, http.StatusOK)
		}
		if !slices.Contains(o.Limited, "list") {
			continue
		}
		if ids := stranger.As().IDs(t, o.Path, o.Name, url.Values{}); !slices.Contains(ids, shared.Text("id")) {
			t.Errorf("%s is %s, who does not find it in %v", name, stranger.ID, ids)
		}
	}
}

// wantOwn holds that the owner may have what is their own, to the end.
func (o Owned) wantOwn(t *testing.T, owner, stranger Person, made Object) {
	t.Helper()
	for _, method := range o.Limited {
		switch {
		case method == "list", strings.HasPrefix(method, ":"): // an action may need another state
			continue
		case method == "undelete":
			wantAlike(t, o.call(t, stranger.As(), method, made.Text("id")), o.call(t, stranger.As(), method, unknownID), http.StatusNotFound)
		}
		o.call(t, owner.As(), method, made.Text("id")).Want(t, http.StatusOK)
	}
}

// wantAlike fails the test unless two answers with a status say the same, apart from what names their requests.
func wantAlike(t *testing.T, got, want *Response, status int) {
	t.Helper()
	for _, r := range []*Response{got, want} {
		r.Want(t, status)
		delete(r.body, "instance")
		delete(r.body, "requestId")
	}
	if !reflect.DeepEqual(got.body, want.body) {
		t.Errorf("%s tells what there is: got %v, want %v", got.request, got.body, want.body)
	}
}
