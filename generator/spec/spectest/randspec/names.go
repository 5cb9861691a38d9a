package randspec

import (
	"strconv"
	"strings"
)

// vocabulary has keywords of Go, SQL, protobuf, YAML and JavaScript, names that generated code uses, words with odd plurals, and plain ones.
const vocabulary = `
	func type range select map chan interface package return var go defer struct string error any len append nil true new make
	order group user table from where index primary key default check limit offset left join union all analyze cast window values
	message enum service option oneof rpc reserved syntax extensions repeated descriptor reset proto
	null yes no on off class delete import static yield await
	ctx store tx row rows params query db pool entity create get list update undelete batch request response client server test mock
	id ids url etag name filter page token mask parent child children event outbox inbox job worker consumer caller auth session
	category person staff data series news box bus leaf child_part analysis criterion index_entry gas quiz mouse
	product customer invoice address line price stock note title tag amount period visit room shelf
	x y a1 v2 x_1 api http json sql html uuid`

// name returns a name of one to three words.
func (w *writer) name() string {
	words := []string{w.one(vocabulary)}
	for w.chance(30) {
		words = append(words, w.one(vocabulary))
	}
	name := strings.Join(words, "_")
	if w.chance(5) {
		return name + strconv.Itoa(w.IntN(20))
	}
	return name
}

// names returns n different names.
func (w *writer) names(n int) []string {
	var names []string
	seen := map[string]bool{}
	for len(names) < n {
		if name := w.name(); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// hostile are texts that end comments, strings, templates and documents of every language that svcgen writes. All are written for YAML.
var hostile = []string{
	`"*/ \"quoted\" 'single' {{ .Evil }}"`,
	`"line one\n\n// line two\n-- +goose Down\n"`,
	`"$$ $1 ${HOME} ` + "`id`" + ` \\n %s %d"`,
	`"<script>alert(1)</script> & é 漢字 🙂"`,
	`"'; DROP TABLE x; -- /*"`,
	`"# not: a comment"`,
	`Plain words.`,
}
