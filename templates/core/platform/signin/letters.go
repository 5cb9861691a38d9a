package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// LetterKind is what a letter is about.
type LetterKind int

// The letters that users get.
const (
	SignUpLetter  LetterKind = iota // Link leads to where a password is chosen, which makes the user
	ResetLetter                     // Link leads to where another password is chosen
	KnownLetter                     // somebody wants to sign up, or another password: the address has a user, who signs in as before
	ChangedLetter                   // the account has another password, or a first one
)

// Letter is what a user is told by mail.
type Letter struct {
	Kind  LetterKind
	To    string // mail address
	App   string // URL of the app, without a slash at the end; "" for ChangedLetter
	Token string // for the app to send to /auth/password/confirm; "" if the letter needs none
}

const (
	mailTokenPrefix = "m1."
	mailTokenTime   = 30 * time.Minute
	mailSecretSize  = 32 // bytes
	maxLetters      = 64 // under way
	letterTime      = 30 * time.Second
)

// newMailToken returns the token of a mail, and the hash of it that is stored.
func newMailToken() (token string, id uuid.UUID) {
	secret := make([]byte, mailSecretSize)
	_, _ = rand.Read(secret) // never fails
	return mailTokenPrefix + base64.RawURLEncoding.EncodeToString(secret), mailTokenID(secret)
}

// parseMailToken returns the hash of a token. It takes one text for each value.
func parseMailToken(token string) (id uuid.UUID, ok bool) {
	text, ok := strings.CutPrefix(token, mailTokenPrefix)
	if !ok || len(text) != base64.RawURLEncoding.EncodedLen(mailSecretSize) {
		return uuid.Nil, false
	}
	secret, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(secret) != mailSecretSize { // the decoder skips line ends
		return uuid.Nil, false
	}
	return mailTokenID(secret), true
}

// mailTokenID returns the first half of a SHA-256. A fast hash is enough: nobody can guess 256 random bits.
func mailTokenID(secret []byte) uuid.UUID {
	digest := sha256.Sum256(secret)
	return uuid.UUID(digest[:16])
}

// letterbox writes letters beside the requests that ask for them, so that these take as long whether somebody gets a letter or not.
type letterbox struct {
	slots   chan struct{}
	writing sync.WaitGroup
	log     *slog.Logger
}

func newLetterbox(log *slog.Logger) *letterbox {
	return &letterbox{slots: make(chan struct{}, maxLetters), log: log}
}

// add calls write, unless too many are under way.
func (l *letterbox) add(ctx context.Context, write func(ctx context.Context) error) error {
	select {
	case l.slots <- struct{}{}:
	default:
		return &errs.Error{Kind: errs.KindUnavailable, Reason: "OVERLOADED", Message: "too many mails are under way: try again later"}
	}
	l.writing.Go(func() {
		defer func() { <-l.slots }()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), letterTime)
		defer cancel()
		if err := write(ctx); err != nil {
			l.log.LogAttrs(ctx, slog.LevelError, "a mail was not sent", slog.String("error", err.Error()))
		}
	})
	return nil
}
