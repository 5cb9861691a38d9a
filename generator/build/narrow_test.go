package build

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/evolve"
)

func TestNarrows(t *testing.T) {
	t.Parallel()
	const start = "title: string len=2..40, stock: int32 min=0 max=9, state: 'enum=a,b,c', tags: 'enum=x,y[] max_items=4', day: date min=2026-01-01, pause: duration min=9m, code: string, free: string optional"
	for _, c := range []struct {
		old, now string
		want     bool
	}{
		{"len=2..40", "len=2..80", false},
		{"len=2..40", "len=..40", false},
		{"len=2..40", "len=2..39", true},
		{"len=2..40", "len=3..40", true},
		{"len=2..40", "len=2..2", true},
		{"len=2..40", "", false},
		{"min=0 max=9", "min=-1 max=10", false},
		{"min=0 max=9", "min=0", false},
		{"min=0 max=9", "min=1 max=9", true},
		{"min=0 max=9", "min=0 max=8", true},
		{"date min=2026-01-01", "date min=2025-12-31", false},
		{"date min=2026-01-01", "date min=2026-01-02", true},
		{"duration min=9m", "duration min=10s", false},
		{"duration min=9m", "duration min=10m", true},
		{"enum=a,b,c", "enum=a,b,c,d", false},
		{"max_items=4", "max_items=5", false},
		{"max_items=4", "max_items=3", true},
		{"max_items=4", "", false},
		{"free: string optional", "free: string optional len=..9", true},
		{"free: string optional", "free: string optional unique", true},
		{"free: string optional", "free: string optional, more: string optional unique len=..9", false},
		{"title: string len=2..40", "name: string len=2..80 renamed_from=title", false},
		{"title: string len=2..40", "name: string len=2..8 renamed_from=title", true},
		{"enum=a,b,c'", "enum=a,b', removed.c", true},
		{"enum=a,b,c'", "enum=a,d', removed.b -> d, removed.c -> a", false},
		{"enum=a,b,c'", "enum=a,b', removed.c -> a", false},
	} {
		fields, removed := strings.Replace(start, c.old, c.now, 1), ""
		if at := strings.Index(fields, ", removed."); at >= 0 {
			end := strings.Index(fields, ", tags:")
			removed = "removed: [" + strings.ReplaceAll(fields[at+2:end], "removed.", "state.") + "], "
			fields = fields[:at] + fields[end:]
		}
		spec := func(fields, removed string) string {
			return "services: {shop: {resources: {item: {" + removed + "fields: {" + fields + "}}}}}\n"
		}
		m, _ := history(t, spec(start, ""), spec(fields, removed))
		narrows, text := false, ""
		for _, f := range evolve.Migrations(m.Services[0], []string{"00001_init.sql"}) {
			narrows = narrows || f.Narrows
			text += string(f.Data)
		}
		if narrows != c.want || text == "" {
			t.Errorf("%s -> %s: narrows %t, want %t\n%s", c.old, c.now, narrows, c.want, text)
		}
	}
}
