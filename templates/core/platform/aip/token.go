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

// HeadLength is the number of characters of a long text that rows are sorted by: an index holds at most 2,704 bytes of a value, and a page
// token must fit into a URL.
const HeadLength = 512

// pageToken is the content of a page token, which is its JSON in base64url. Tokens are not signed: the filter and the limits on what
// a caller may see apply to every page anew, so a forged token shows nothing that a real one would not.
type pageToken struct {
	Version int       `json:"v"`
	Digest  string    `json:"q"`
	Value   *string   `json:"s,omitempty"`
	ID      uuid.UUID `json:"id"`
}

// digest identifies the list, filter and order that a token is valid for.
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
	case string:
		t.Value = new(Head(value))
	default:
		t.Value = new(fmt.Sprint(value))
	}
	data, err := json.Marshal(t)
	if err != nil { // cannot happen: strings, an int and a UUID
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

// parseToken is the reverse of newToken. sorted is the field that rows are sorted by, the zero Field if they are sorted by id alone.
func parseToken(v *errs.Violations, digest, token string, sorted Field) *Cursor {
	if token == "" {
		return nil
	}
	var t pageToken
	data, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(token) > maxToken || json.Unmarshal(data, &t) != nil ||
		t.Version != tokenVersion || t.Value != nil && sorted.Parse == nil || t.Value == nil && sorted.Parse != nil && !sorted.Optional {
		v.Add("page_token", "is not a next_page_token of this list")
		return nil
	}
	if t.Digest != digest {
		v.Add("page_token", "belongs to another list, filter, order_by or show_deleted")
		return nil
	}
	c := &Cursor{ID: t.ID}
	if t.Value != nil {
		if c.Value, err = sorted.Parse(*t.Value); err != nil {
			v.Add("page_token", "is not a next_page_token of this list")
		}
	}
	return c
}

// OrNull returns the value of an optional field for a Cursor.
func OrNull[T any](value *T) any {
	if value == nil {
		return nil
	}
	return *value
}

// Head returns the first HeadLength characters of text, or all of it.
func Head(text string) string {
	n := 0
	for i := range text {
		if n == HeadLength {
			return text[:i]
		}
		n++
	}
	return text
}
