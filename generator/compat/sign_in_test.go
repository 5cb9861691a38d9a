package compat_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

func TestSignIns(t *testing.T) {
	t.Parallel()
	const (
		jwt    = "auth: jwt"
		google = "auth: {sessions: {providers: [google]}}"
		both   = "auth: {sessions: {providers: [google, github]}}"
		tokens = "auth: {sessions: {providers: [google]}, jwt: true}"
		beside = "auth: {sessions: {providers: [google], password: true}}"
		kept   = "auth: {sessions: {providers: [google], password: false}}"
		alone  = "auth: {sessions: {password: true}}"
	)
	for _, test := range []struct{ before, after, want string }{
		{google, google, ""},
		{google, both, ""},
		{both, google, "nobody can sign in with github now"},
		{google, tokens, ""},
		{google, beside, ""},
		{beside, kept, "nobody can sign in with a password now"},
		{kept, beside, ""},
		{beside, alone, "nobody can sign in with google now"},
		{alone, beside, ""},
		{tokens, google, "bearer tokens are refused now"},
		{tokens, both, "bearer tokens are refused now"},
		{jwt, google, "bearer tokens are refused now"},
		{jwt, tokens, ""},
		{google, "removed: [identity]\n" + jwt, "service identity is gone: methods, routes"},
	} {
		read := func(head string, l *ledger.Ledger) (*spec.Spec, *model.Model, *ledger.Ledger) {
			text := "version: 1\nmodule: example.com/shop\n" + head + "\nallow: [signed_in]\nservices: {catalog: {resources: {product: {fields: {title: string}}}}}\n"
			s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(text)}})
			if err != nil {
				t.Fatal(err)
			}
			m, next, err := build.Model(s, l)
			if err != nil {
				t.Fatal(err)
			}
			return s, m, next
		}
		_, _, next := read(test.before, ledger.New())
		files := map[string][]byte{}
		for _, f := range next.Files() {
			files[f.Path] = f.Data
		}
		last, err := ledger.Parse(files)
		if err != nil {
			t.Fatal(err)
		}
		s, m, _ := read(test.after, last)
		var got []string
		for _, change := range compat.Find(m, s, last) {
			got = append(got, change.What)
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s, then %s: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}
