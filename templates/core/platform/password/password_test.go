package password

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestHash(t *testing.T) {
	t.Parallel()
	h := NewHasher()
	stored, err := h.Hash(t.Context(), "correct horse battery staple")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("%q is not what OWASP recommends", stored)
	}
	other, err := h.Hash(t.Context(), "correct horse battery staple")
	if err != nil || other == stored {
		t.Errorf("two users with the same password have the same hash, %v", err)
	}
	for password, want := range map[string]bool{"correct horse battery staple": true, "correct horse battery stapl": false, "": false} {
		ok, outdated, err := h.Check(t.Context(), password, stored)
		if ok != want || outdated || err != nil {
			t.Errorf("%q: %t, outdated %t, %v", password, ok, outdated, err)
		}
	}
}

func TestNobodysPassword(t *testing.T) {
	t.Parallel()
	for _, password := range []string{"", "x", strings.Repeat("\x00", keySize)} {
		if ok, _, err := NewHasher().Check(t.Context(), password, ""); ok || err != nil {
			t.Errorf("%q is the password of who has none: %v", password, err)
		}
	}
}

func TestOutdated(t *testing.T) {
	t.Parallel()
	h := NewHasher()
	for name, p := range map[string]phc{
		"memory": {memory: 8 << 10, time: passes, threads: threads, salt: make([]byte, saltSize), key: make([]byte, keySize)},
		"passes": {memory: memory, time: 1, threads: threads, salt: make([]byte, saltSize), key: make([]byte, keySize)},
		"salt":   {memory: memory, time: passes, threads: threads, salt: make([]byte, minBytes), key: make([]byte, keySize)},
		"key":    {memory: memory, time: passes, threads: threads, salt: make([]byte, saltSize), key: make([]byte, minBytes)},
	} {
		key, err := h.derive(t.Context(), "password", p)
		if err != nil {
			t.Fatal(err)
		}
		p.key = key
		if ok, outdated, err := h.Check(t.Context(), "password", p.String()); !ok || !outdated || err != nil {
			t.Errorf("%s: %t, outdated %t, %v", name, ok, outdated, err)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	salt, key := base64.RawStdEncoding.EncodeToString(make([]byte, 16)), base64.RawStdEncoding.EncodeToString(make([]byte, 32))
	good := "$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$" + key
	if _, err := parse(good); err != nil {
		t.Errorf("%s: %v", good, err)
	}
	for name, text := range map[string]string{
		"nothing": "", "another algorithm": strings.Replace(good, "argon2id", "argon2i", 1), "another version": strings.Replace(good, "v=19", "v=16", 1),
		"all memory": strings.Replace(good, "m=19456", "m=4194304", 1), "for ever": strings.Replace(good, "t=2", "t=4294967295", 1),
		"no pass": strings.Replace(good, "t=2", "t=0", 1), "no thread": strings.Replace(good, "p=1", "p=0", 1), "too many threads": strings.Replace(good, "p=1", "p=255", 1),
		"overflow": strings.Replace(good, "p=1", "p=257", 1), "less memory than threads": strings.Replace(good, "m=19456", "m=7", 1),
		"zero before": strings.Replace(good, "t=2", "t=02", 1), "sign": strings.Replace(good, "t=2", "t=+2", 1), "blank": strings.Replace(good, "t=2", "t= 2", 1),
		"hexadecimal": strings.Replace(good, "t=2", "t=0x2", 1), "rest": strings.Replace(good, "p=1", "p=1,x=2", 1), "further part": good + "$x", "padded": good + "=",
		"line end": good + "\n", "no key": "$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$", "long key": good + strings.Repeat("A", 64), "bcrypt": "$2a$10$abcdefghijklmnopqrstuv",
	} {
		if p, err := parse(text); err == nil {
			t.Errorf("%s: %+v", name, p)
		} else if text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("%s: the error has the string", name)
		}
	}
}

// TestBusy holds that hashes take no more memory than the slots allow.
func TestBusy(t *testing.T) {
	t.Parallel()
	h := &Hasher{make(chan struct{}, 2), 10 * time.Millisecond}
	h.slots <- struct{}{}
	h.slots <- struct{}{}
	if _, err := h.Hash(t.Context(), "password"); !errors.Is(err, ErrBusy) {
		t.Errorf("a third hash: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := h.Check(ended, "password", ""); err == nil {
		t.Error("who has hung up gets a hash")
	}
	<-h.slots
	<-h.slots
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			if _, err := h.Hash(t.Context(), "password"); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if len(h.slots) != 0 {
		t.Error("a slot is lost")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=65536,t=10,p=4$AAAAAAAAAAA$AAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parse(text)
		if err != nil {
			return
		}
		if p.String() != text {
			t.Errorf("%q is read as %q", text, p.String())
		}
		if p.memory > maxMemory || p.time > maxPasses || p.threads > maxThreads || p.time == 0 || p.threads == 0 || len(p.salt) > maxBytes || len(p.key) > maxBytes {
			t.Errorf("%q asks for too much", text)
		}
	})
}
