package fakeidp_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// get returns the answer to a GET of the provider, which is not followed.
func get(t *testing.T, target string) (status int, location, body string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Get(target)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header.Get("Location"), string(data)
}

func TestAuthorize(t *testing.T) {
	p, err := fakeidp.NewProvider("127.0.0.1:0", fakeidp.Person{Email: "<alice>@example.com"}, fakeidp.Person{Email: "bob@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	query := url.Values{
		"response_type": {"code"}, "client_id": {"forum"}, "redirect_uri": {"http://localhost:1/callback"}, "state": {"s"}, "code_challenge": {"x"}, "code_challenge_method": {"S256"},
	}
	status, _, page := get(t, p.URL+"/authorize?"+query.Encode())
	if status != http.StatusOK || strings.Contains(page, "<alice>") || strings.Count(page, "<li>") != 2 || !strings.Contains(page, "login_hint=bob%40example.com") {
		t.Errorf("%d %s", status, page)
	}
	query.Set("login_hint", "bob@example.com")
	if status, location, _ := get(t, p.URL+"/authorize?"+query.Encode()); status != http.StatusFound || !strings.HasPrefix(location, "http://localhost:1/callback?code=") {
		t.Errorf("%d %s", status, location)
	}
	for name, value := range map[string]string{
		"redirect_uri": "https://evil.example/", "response_type": "token", "client_id": "", "code_challenge_method": "plain",
	} {
		bad := url.Values{}
		maps.Copy(bad, query)
		bad.Set(name, value)
		if status, location, _ := get(t, p.URL+"/authorize?"+bad.Encode()); status != http.StatusBadRequest || location != "" {
			t.Errorf("%s=%s: %d %s", name, value, status, location)
		}
	}
}

// TestSignIn holds that it ends at the gateway, and tells what the gateway or the provider says.
func TestSignIn(t *testing.T) {
	p, err := fakeidp.NewProvider("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	mux := http.NewServeMux()
	gateway := httptest.NewServer(mux)
	t.Cleanup(gateway.Close)
	callback := gateway.URL + "/callback"
	mux.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "attempt", Value: "1"})
		query := url.Values{
			"response_type": {"code"}, "client_id": {"forum"}, "redirect_uri": {callback}, "state": {"s"}, "code_challenge": {"x"}, "code_challenge_method": {"S256"},
			"login_hint": {r.URL.Query().Get("login_hint")},
		}
		http.Redirect(w, r, p.URL+"/authorize?"+query.Encode(), http.StatusFound)
	})
	next := "http://localhost:1/app"
	mux.HandleFunc("GET /callback", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("attempt"); err != nil || next == "" {
			http.Error(w, "begin again", http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, next, http.StatusFound)
	})
	link := gateway.URL + "/login?login_hint=alice@example.com"
	if err := fakeidp.SignIn(t.Context(), link); err != nil {
		t.Error(err)
	}
	for said, fail := range map[string]func(){
		"auth_error=NO":       func() { next = "http://localhost:1/app?auth_error=NO" },
		"400 Bad Request":     func() { next = "" },
		"redirect_uri on thi": func() { callback = "http://shop.example.com/callback" },
	} {
		fail()
		if err := fakeidp.SignIn(t.Context(), link); err == nil || !strings.Contains(err.Error(), said) {
			t.Errorf("it says %v, not %s", err, said)
		}
		next, callback = "http://localhost:1/app", gateway.URL+"/callback"
	}
}
