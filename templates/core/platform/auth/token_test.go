package auth

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

// vectors are those of the PASETO specification for v4.public.
var vectors = []struct{ name, token, footer, assertion string }{
	{
		name:  "4-S-1",
		token: "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA",
	},
	{
		name:   "4-S-2",
		token:  "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9v3Jt8mx_TdM2ceTGoqwrh4yDFn0XsHvvV_D0DtwQxVrJEBMl0F2caAdgnpKlt4p7xBnx1HcO-SPo8FPp214HDw.eyJraWQiOiJ6VmhNaVBCUDlmUmYyc25FY1Q3Z0ZUaW9lQTlDT2NOeTlEZmdMMVc2MGhhTiJ9",
		footer: `{"kid":"zVhMiPBP9fRf2snEcT7gFTioeA9COcNy9DfgL1W60haN"}`,
	},
	{
		name:      "4-S-3",
		token:     "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9NPWciuD3d0o5eXJXG5pJy-DiVEoyPYWs1YSTwWHNJq6DZD3je5gf-0M4JR9ipdUSJbIovzmBECeaWmaqcaP0DQ.eyJraWQiOiJ6VmhNaVBCUDlmUmYyc25FY1Q3Z0ZUaW9lQTlDT2NOeTlEZmdMMVc2MGhhTiJ9",
		footer:    `{"kid":"zVhMiPBP9fRf2snEcT7gFTioeA9COcNy9DfgL1W60haN"}`,
		assertion: `{"test-vector":"4-S-3"}`,
	},
}

const (
	vectorMessage = `{"data":"this is a signed message","exp":"2022-01-01T00:00:00+00:00"}`
	vectorSeed    = "b4cbfb43df4ce210727d953e4a713307fa19bb7d9f85041438d9e11b942a3774"
)

func vectorKey(tb testing.TB) ed25519.PrivateKey {
	tb.Helper()
	seed, err := hex.DecodeString(vectorSeed)
	if err != nil {
		tb.Fatal(err)
	}
	return ed25519.NewKeyFromSeed(seed)
}

func TestVectors(t *testing.T) {
	key := vectorKey(t)
	public := ed25519.PublicKey(key[ed25519.SeedSize:])
	for _, vector := range vectors {
		t.Run(vector.name, func(t *testing.T) {
			if token := signToken(key, []byte(vectorMessage), []byte(vector.footer), []byte(vector.assertion)); token != vector.token {
				t.Errorf("signed\n%s, want\n%s", token, vector.token)
			}
			message, signature, footer, err := splitToken(vector.token)
			if err != nil || string(message) != vectorMessage || string(footer) != vector.footer {
				t.Fatalf("split: %q, %q, %v", message, footer, err)
			}
			if err := verifyToken(public, message, signature, footer, []byte(vector.assertion)); err != nil {
				t.Error(err)
			}
			if err := verifyToken(public, message, signature, footer, []byte("another")); err == nil {
				t.Error("verified with another assertion")
			}
			if err := verifyToken(public, message, signature, append(footer, ' '), []byte(vector.assertion)); err == nil {
				t.Error("verified with another footer")
			}
		})
	}
}

func TestMalformedTokens(t *testing.T) {
	good := vectors[1].token
	header, rest, _ := strings.Cut(good, "public.")
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(vectorMessage)[:ed25519.SignatureSize-1])
	for name, token := range map[string]string{
		"empty":              "",
		"header only":        tokenHeader,
		"version 3":          "v3.public." + rest,
		"version 2":          "v2.public." + rest,
		"local":              header + "local." + rest,
		"a JSON Web Token":   "eyJhbGciOiJub25lIn0.e30.",
		"padding":            vectors[0].token + "=",
		"not canonical":      vectors[0].token[:len(vectors[0].token)-1] + "B",
		"line end":           good[:40] + "\n" + good[40:],
		"line end in footer": good + "\n",
		"third part":         good + ".e30",
		"empty footer":       vectors[0].token + ".",
		"short":              tokenHeader + unsigned,
		"long":               tokenHeader + strings.Repeat("A", maxToken),
		"other alphabet":     strings.Replace(good, "_", "/", 1),
		"upper-case header":  "V4.PUBLIC." + rest,
		"blank before":       " " + good,
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, _, err := splitToken(token); err == nil {
				t.Errorf("%.80q is taken", token)
			}
		})
	}
}

func FuzzToken(f *testing.F) {
	for _, vector := range vectors {
		f.Add(vector.token)
	}
	f.Add(tokenHeader)
	key := vectorKey(f)
	public := ed25519.PublicKey(key[ed25519.SeedSize:])
	f.Fuzz(func(t *testing.T, token string) {
		message, signature, footer, err := splitToken(token)
		if err != nil {
			return
		}
		again := tokenHeader + encoding.EncodeToString(slices.Concat(message, signature))
		if len(footer) > 0 {
			again += "." + encoding.EncodeToString(footer)
		}
		if again != token {
			t.Errorf("%q is another text of %q", token, again)
		}
		if verifyToken(public, message, signature, footer, nil) == nil && signToken(key, message, footer, nil) != token {
			t.Errorf("%q has two signatures", token)
		}
	})
}
