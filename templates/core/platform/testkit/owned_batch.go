package testkit

import (
	"maps"
	"net/http"
	"testing"
)

// OwnedBatch is a resource of which one request creates several, and of which users may create only what is their own, or what refers to
// that. Members are named as in JSON.
type OwnedBatch struct {
	Path    string                                      // /v1/orders
	Member  string                                      // order: the member of a request that holds the entity
	New     func(tb testing.TB, api *API, i int) Object // the body that creates entity i
	Create  func(tb testing.TB, api *API, i int) Object // creates entity i, unless it is created already
	Changed []string                                    // members with the owners, one of which must be who creates it
	Refs    []OwnedRef
}

// Want fails the test unless a user can create nothing that is the owner's, or that refers to what is. Nobody must be able to tell what
// belongs to somebody else from what does not exist.
func (o OwnedBatch) Want(t *testing.T, owner, user Person) {
	t.Helper()
	made := o.Create(t, owner.All, 1)
	if len(o.Changed) > 0 {
		body := o.New(t, user.All, 2)
		for _, name := range o.Changed {
			body[name] = owner.ID
		}
		o.create(t, user, body).WantViolation(t, o.violated(o.Changed[0]))
	}
	for _, ref := range o.Refs {
		if made.Text(ref.Member) == "" {
			t.Errorf("%s of entity 1 is not set", ref.Member)
		}
		foreign := o.New(t, user.All, 2)
		missing := maps.Clone(foreign)
		foreign[ref.Member], missing[ref.Member] = made[ref.Member], unknownID
		refused := o.create(t, user, foreign, ref.Roles...)
		refused.WantViolation(t, o.violated(ref.Member))
		wantAlike(t, refused, o.create(t, user, missing, ref.Roles...), http.StatusBadRequest)
	}
}

// create sends one request of a user with these roles, with two entities: a good one, and body.
func (o OwnedBatch) create(t *testing.T, user Person, body Object, roles ...string) *Response {
	t.Helper()
	requests := []Object{{o.Member: o.New(t, user.All, 0)}, {o.Member: body}}
	return user.As(roles...).Do(t, http.MethodPost, o.Path+":batchCreate", Object{"requests": requests})
}

// violated returns the path of a member of the second entity.
func (o OwnedBatch) violated(member string) string {
	return "requests[1]." + o.Member + "." + member
}
