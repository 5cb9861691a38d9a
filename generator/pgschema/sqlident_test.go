package pgschema

import (
	"testing"
)

func TestQuoteIdent(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"title": "title", "order": `"order"`, "user": `"user"`, "select": `"select"`, "range": "range", "type": "type",
		"values": `"values"`, "json": `"json"`, "left": `"left"`, "system_user": `"system_user"`, "name": "name", "oid": "oid",
	} {
		if got := QuoteIdent(name); got != want {
			t.Errorf("QuoteIdent(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	long := "a_very_long_table_name_indeed_for_a_resource_with_several_words_key"
	got := shorten(long)
	if len(got) != MaxIdent || got == shorten(long+"2") || got[:20] != long[:20] {
		t.Errorf("shorten gives %q", got)
	}
	names := Relations{}
	if a, b := names.Claim("a", "idx"), names.Claim("a", "idx"); a != "a_idx" || b != "a_idx1" {
		t.Errorf("claim gives %q and %q", a, b)
	}
}

func TestSQLText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "''", "it's": "'it''s'", "a\nb": `E'a\x0ab'`, `\`: `E'\\'`, "a; -- b": `E'a\x3b \x2d- b'`, "a-b": "'a-b'", "né": "'né'",
	} {
		if got := Literal(text); got != want {
			t.Errorf("Literal(%q) = %s, want %s", text, got, want)
		}
	}
}
