package fakesmtp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/dev"
)

// SignUp gives a person a password at a gateway, whose mails the server gets: http://localhost:8080. Who has the password already is left
// alone.
func (s *Server) SignUp(ctx context.Context, gateway, email, password string) error {
	status, err := post(ctx, gateway+"/auth/password/login", map[string]string{"email": email, "password": password})
	if err != nil || status == http.StatusNoContent {
		return err
	}
	return s.confirm(ctx, gateway, email, password)
}

func (s *Server) confirm(ctx context.Context, gateway, email, password string) error {
	status, err := post(ctx, gateway+"/auth/password/signup", map[string]string{"email": email})
	if err != nil || status != http.StatusAccepted {
		return fmt.Errorf("the sign-up of %s ends with %d, %w", email, status, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	m, err := s.Take(ctx, email)
	if err != nil {
		return err
	}
	token := Token(m)
	if token == "" {
		return fmt.Errorf("%s has another password, or none", email)
	}
	status, err = post(ctx, gateway+"/auth/password/confirm", map[string]string{"token": token, "password": password})
	if err != nil || status != http.StatusNoContent {
		return fmt.Errorf("the password of %s is refused with %d, %w", email, status, err)
	}
	return nil
}

// Token returns the token of the link in a mail; "" if there is none.
func Token(m Mail) string {
	_, rest, _ := strings.Cut(m.Text, "#token=")
	token, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(token)
}

func post(ctx context.Context, target string, form map[string]string) (status int, err error) {
	body, err := json.Marshal(form)
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Request-Id", dev.RequestID)
	answer, err := (&http.Client{Timeout: 10 * time.Second}).Do(request)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}
