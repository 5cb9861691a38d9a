package fakeidp

import (
	"net/http"
	"strconv"
	"strings"
)

// user is GitHub's GET /user.
func user(p *Provider, w http.ResponseWriter, r *http.Request) {
	i, person, ok := authorized(p, r)
	if !ok {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	answer(map[string]any{"id": i + 1, "login": person.Name, "name": person.Name, "email": person.Email})(w, r)
}

// emails is GitHub's GET /user/emails.
func emails(p *Provider, w http.ResponseWriter, r *http.Request) {
	_, person, ok := authorized(p, r)
	size, sizeErr := strconv.Atoi(r.FormValue("per_page"))
	page, pageErr := strconv.Atoi(r.FormValue("page"))
	if !ok || sizeErr != nil || pageErr != nil || size < 1 || page < 1 {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	all := []map[string]any{}
	for _, email := range person.More {
		all = append(all, map[string]any{"email": email, "primary": false, "verified": true})
	}
	all = append(all, map[string]any{"email": person.Email, "primary": true, "verified": !person.Unverified})
	first := min(len(all), (page-1)*size)
	answer(all[first:min(len(all), first+size)])(w, r)
}

// authorized returns the person whose access token a request has.
func authorized(p *Provider, r *http.Request) (int, Person, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	i, ok := p.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	if !ok {
		return 0, Person{}, false
	}
	return i, p.people[i], true
}
