package fakeidp

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"html/template"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
)

// page lets its reader choose who he is.
var page = template.Must(template.New("").Parse(`<!DOCTYPE html>
<title>Who are you?</title>
<h1>Who are you?</h1>
<ul>{{ range . }}
<li><a href="{{ .URL }}">{{ .Email }}</a>{{ end }}
</ul>
`))

// authorize signs in whom login_hint (GitHub: login) names, at once. Without it, it shows a page to choose from.
func authorize(p *Provider, w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	target, err := url.Parse(query.Get("redirect_uri"))
	if err != nil || !loopback(target.Hostname()) || query.Get("response_type") != "code" || query.Get("client_id") == "" || query.Get("code_challenge_method") != "S256" {
		http.Error(w, "a sign-in needs response_type=code, a client_id, a redirect_uri on this host and a code_challenge of S256", http.StatusBadRequest)
		return
	}
	hint := cmp.Or(query.Get("login_hint"), query.Get("login"))
	if hint == "" {
		choose(p, w, query)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	back := url.Values{"state": {query.Get("state")}, "iss": {cmp.Or(p.faults.Issuer, p.URL)}}
	if p.faults.Denied {
		back.Set("error", "access_denied")
	} else {
		code := rand.Text()
		p.codes[code] = grant{personOf(p, hint), query.Get("client_id"), query.Get("redirect_uri"), query.Get("code_challenge"), query.Get("nonce")}
		back.Set("code", code)
	}
	target.RawQuery = back.Encode()
	http.Redirect(w, r, target.String(), http.StatusFound) // #nosec G710 -- to this host, as checked above
}

// personOf returns the index of the person with a mail address, who is new if nobody has it. p.mu is held.
func personOf(p *Provider, email string) int {
	if i := slices.IndexFunc(p.people, func(one Person) bool { return one.Email == email }); i >= 0 {
		return i
	}
	p.people = append(p.people, Person{Email: email, Name: email})
	return len(p.people) - 1
}

func choose(p *Provider, w http.ResponseWriter, query url.Values) {
	p.mu.Lock()
	people := slices.Clone(p.people)
	p.mu.Unlock()
	type choice struct{ Email, URL string }
	var choices []choice
	for _, one := range people {
		query.Set("login_hint", one.Email)
		choices = append(choices, choice{one.Email, "?" + query.Encode()})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, choices) // the client went away
}

// exchange redeems a code.
func exchange(p *Provider, w http.ResponseWriter, r *http.Request) {
	client, secret, ok := r.BasicAuth()
	if !ok {
		client, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	code := r.PostFormValue("code")
	g, ok := p.codes[code]
	delete(p.codes, code)
	challenge := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || secret == "" || client != g.client || r.PostFormValue("redirect_uri") != g.redirectURI || encode(challenge[:]) != g.challenge {
		refuse(w, r.URL.Path)
		return
	}
	token := rand.Text()
	p.tokens[token] = g.person
	tokens := map[string]any{"access_token": token, "token_type": "Bearer"}
	if r.URL.Path == "/token" {
		signed, err := p.idToken(g)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		tokens["id_token"] = signed
	}
	answer(tokens)(w, r)
}

// refuse answers to a code that is not good: each in his way.
func refuse(w http.ResponseWriter, path string) {
	w.Header().Set("Content-Type", "application/json")
	if path == "/token" {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
		return
	}
	_, _ = w.Write([]byte(`{"error":"bad_verification_code"}`))
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
