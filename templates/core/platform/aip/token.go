package aip

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

const (
	tokenVersion = 1
	maxToken     = 32 << 10 // bytes
)

// pageToken is what a page token holds: base64url of its JSON. It is not signed: the filter and whatever limits a caller's
// sight are applied to every page again, so a forged token shows nothing that an honest one would not.
type pageToken struct {
	Version int       `json:"v"`
	Digest  string    `json:"q"`
	Value   *string   `json:"s,omitempty"`
	ID      uuid.UUID `json:"id"`
}

// digest tells one question from another: a token is good for the list, the filter and the order that it was made for.
func digest(r Request) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %t", r.List, r.Filter, r.OrderBy, r.ShowDeleted))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

func newToken(digest string, c Cursor) string {
	t := pageToken{Version: tokenVersion, Digest: digest, ID: c.ID}
	switch value := c.Value.(type) {
	case nil:
	case time.Time:
		t.Value = new(value.Format(time.RFC3339Nano))
	default:
		t.Value = new(fmt.Sprint(value))
	}
	data, err := json.Marshal(t)
	if err != nil { // strings, an int and a UUID: cannot be
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

// parseToken is the reverse of newToken; parse reads the sort value, nil where the order is by id alone.
func parseToken(v *errs.Violations, digest, token string, parse func(string) (any, error)) *Cursor {
	if token == "" {
		return nil
	}
	var t pageToken
	data, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(token) > maxToken || json.Unmarshal(data, &t) != nil ||
		t.Version != tokenVersion || (t.Value == nil) != (parse == nil) {
		v.Add("page_token", "is not a token of this list")
		return nil
	}
	if t.Digest != digest {
		v.Add("page_token", "was made for another list, filter, order_by or show_deleted")
		return nil
	}
	c := &Cursor{ID: t.ID}
	if parse != nil {
		if c.Value, err = parse(*t.Value); err != nil {
			v.Add("page_token", "is not a token of this list")
		}
	}
	return c
}
