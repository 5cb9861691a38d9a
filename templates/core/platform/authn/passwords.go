package authn

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"mime"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"

	"google.golang.org/genproto/googleapis/rpc/errdetails"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/format"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// maxForm is how many bytes a request about a password may have.
const maxForm = 8 << 10

// Passwords is what the service identity does with passwords. Its errors are statuses of gRPC.
type Passwords interface {
	SignUp(ctx context.Context, r session.MailRequest) error
	SendReset(ctx context.Context, r session.MailRequest) error
	SignIn(ctx context.Context, in session.PasswordSignIn) (session.Grant, error)
	Confirm(ctx context.Context, c session.Confirmation) (session.Grant, error)
	Change(ctx context.Context, c session.PasswordChange) (session.Grant, error)
}

// passwordRoutes are the routes by which browsers sign in with a password.
type passwordRoutes struct {
	handlers

	passwords Passwords
}

// RegisterPasswords adds the routes of passwords to the public ones.
func RegisterPasswords(g *Gate, passwords Passwords, public *http.ServeMux) {
	p := passwordRoutes{handlers{g}, passwords}
	public.HandleFunc("POST /auth/password/signup", p.mail(passwords.SignUp))
	public.HandleFunc("POST /auth/password/reset", p.mail(passwords.SendReset))
	public.HandleFunc("POST /auth/password/login", p.signIn)
	public.HandleFunc("POST /auth/password/confirm", p.confirm)
	public.HandleFunc("POST /auth/password/change", p.change)
}

// mail returns a handler that asks for a mail. Its answer is the same for everybody.
func (p passwordRoutes) mail(ask func(context.Context, session.MailRequest) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var form struct {
			Email string `json:"email"`
		}
		if !p.read(w, r, &form) {
			return
		}
		err := ask(asGateway(r.Context()), session.MailRequest{Email: form.Email, AppURL: p.home(), IP: clientIP(r, p.proxies)})
		if err != nil {
			p.refuse(w, r, err)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	}
}

func (p passwordRoutes) signIn(w http.ResponseWriter, r *http.Request) {
	var form struct {
		Email    string `json:"email"`
		Password string `json:"password"`
	}
	if !p.read(w, r, &form) {
		return
	}
	token, _ := p.cookies.session(r)
	grant, err := p.passwords.SignIn(asGateway(r.Context()), session.PasswordSignIn{
		Email: form.Email, Password: form.Password,
		Token: token, Agent: format.Line(r.UserAgent(), maxAgent), IP: clientIP(r, p.proxies),
	})
	p.answer(w, r, token, grant, err)
}

func (p passwordRoutes) confirm(w http.ResponseWriter, r *http.Request) {
	var form struct {
		Token    string `json:"token"` // of the mail
		Password string `json:"password"`
		Name     string `json:"name"`
	}
	if !p.read(w, r, &form) {
		return
	}
	token, _ := p.cookies.session(r)
	grant, err := p.passwords.Confirm(asGateway(r.Context()), session.Confirmation{
		MailToken: form.Token, Password: form.Password, Name: form.Name,
		Token: token, Agent: format.Line(r.UserAgent(), maxAgent), IP: clientIP(r, p.proxies),
	})
	p.answer(w, r, token, grant, err)
}

func (p passwordRoutes) change(w http.ResponseWriter, r *http.Request) {
	var form struct {
		Old string `json:"oldPassword"`
		New string `json:"password"`
	}
	if !p.read(w, r, &form) {
		return
	}
	token, _ := p.cookies.session(r)
	grant, err := p.passwords.Change(asGateway(r.Context()), session.PasswordChange{
		Old: form.Old, New: form.New,
		Token: token, Agent: format.Line(r.UserAgent(), maxAgent), IP: clientIP(r, p.proxies),
	})
	p.answer(w, r, token, grant, err)
}

// answer gives the browser a new session in the place of the one that it has.
func (p passwordRoutes) answer(w http.ResponseWriter, r *http.Request, old string, grant session.Grant, err error) {
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	p.cache.end(old)
	p.cookies.setSession(w, grant, time.Now())
	w.WriteHeader(http.StatusNoContent)
}

// refuse answers with an error, and says when to try again.
func (p passwordRoutes) refuse(w http.ResponseWriter, r *http.Request, err error) {
	for _, detail := range statusOf(err).Details() {
		if retry, ok := detail.(*errdetails.RetryInfo); ok {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(retry.GetRetryDelay().AsDuration().Seconds()))))
		}
	}
	p.problem(w, r, err)
}

// read reads the JSON object of a request that a page of this app, or no page, has sent. It reports whether it could.
func (p passwordRoutes) read(w http.ResponseWriter, r *http.Request, form any) bool {
	if p.refuseCrossOrigin(w, r) {
		return false
	}
	if err := readForm(w, r, form); err != nil {
		p.problem(w, r, err)
		return false
	}
	return true
}

func readForm(w http.ResponseWriter, r *http.Request, form any) error {
	// a form of HTML cannot send this type, and scripts of other sites are asked first whether they may
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return errs.Invalid("body", "must be application/json")
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
	if err != nil || !utf8.Valid(data) {
		return errs.Invalid("body", "is too large or not UTF-8")
	}
	return decodeForm(data, form)
}

// decodeForm reads a JSON object with no other members than form has.
func decodeForm(data []byte, form any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(form); err != nil {
		return errs.Invalid("body", "must be an object with the members of this route, all of them strings")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errs.Invalid("body", "must be one object")
	}
	return nil
}
