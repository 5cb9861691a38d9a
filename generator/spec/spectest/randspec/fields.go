package randspec

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// field writes a field of any type with some of the keys that can go with it. A part is a field of a child or of a message, where
// less makes sense.
func (w *writer) field(s *service, name string, part bool) {
	kinds := []func(s *service) []string{
		w.textField, w.textField, w.numberField, w.numberField, w.moneyField, w.timeField, w.enumField, w.enumField, w.refField, w.otherField, w.anyField,
	}
	words := pick(w, kinds)(s)
	words = append(words, w.some("optional immutable output_only unique sensitive", 12)...)
	if !part {
		words = append(words, w.some("filter sort", 25)...)
	}
	if w.chance(8) {
		words = append(words, "description="+w.description())
	}
	w.lines = append(w.lines, line{depth: w.depth, words: append([]string{name + ":"}, words...), field: true})
}

// description returns a text without blanks, so that a field is a line of words.
func (w *writer) description() string { return w.one(`*/ {{.Evil}} it's--+goose $$ <b>&amp; 漢字`) }

// list makes a list of a type, sometimes, with the keys of lists.
func (w *writer) list(typ string, keys []string) []string {
	if !w.chance(20) {
		return append([]string{typ}, keys...)
	}
	words := append([]string{typ + "[]"}, keys...)
	if w.chance(40) {
		words = append(words, "max_items="+strconv.Itoa(w.upTo(30)))
	}
	return append(words, w.some("unique_items filter=has", 30)...)
}

func (w *writer) textField(*service) []string {
	typ := w.one("string text")
	switch w.IntN(6) {
	case 0:
		return w.list(typ, []string{w.one("email uri hostname ip")})
	case 1:
		return w.list(typ, []string{"pattern=" + w.one(`^[a-z0-9-]{2,40}$ ^[A-Z]{3}$ ^x+y?$ [^/]+ ^(a|bc)*d$ ^\d{4}-\d{2}$`)})
	case 2:
		low := w.IntN(5)
		return w.list(typ, []string{pick(w, []string{"len=.." + strconv.Itoa(low+w.upTo(200)), "len=" + strconv.Itoa(low) + ".." + strconv.Itoa(low+w.IntN(40)), "len=" + strconv.Itoa(1+low) + ".."})})
	case 3:
		return []string{typ, "default=" + w.one(`x it's 0 true null */ a\b`)}
	case 4:
		return []string{typ, "search"}
	default:
		return w.list(typ, nil)
	}
}

func (w *writer) numberField(*service) []string {
	typ := w.one("int32 int64 float64 decimal(10,2) decimal(3,0) decimal(20,6) duration")
	unit := ""
	if typ == "duration" {
		unit = w.one("s m h")
	}
	low := w.IntN(200) - 100
	if typ == "duration" {
		low = w.IntN(100)
	}
	high := low + w.IntN(100)*w.IntN(2)
	var keys []string
	if w.chance(40) {
		keys = append(keys, "min="+strconv.Itoa(low)+unit)
	}
	if w.chance(40) {
		keys = append(keys, "max="+strconv.Itoa(high)+unit)
	}
	if w.chance(25) {
		return append([]string{typ}, append(keys, "default="+strconv.Itoa(low+(high-low)/2)+unit)...)
	}
	return w.list(typ, keys)
}

func (w *writer) moneyField(*service) []string {
	if w.one("one one any") == "any" {
		return []string{"money"}
	}
	return []string{"money", "currency=" + w.one("EUR JPY KWD USD"), w.one("min=0 max=1000 default=5 min=0")}
}

func (w *writer) timeField(*service) []string {
	if w.chance(50) {
		return w.list("timestamp", w.some("min=2020-01-02T15:04:05Z max=2090-01-01T00:00:00Z", 20))
	}
	if w.chance(20) {
		return []string{w.one("timestamp date"), "value=now"}
	}
	return w.list("date", w.some("min=2000-02-29 max=2100-12-31 default=2026-01-02", 20))
}

func (w *writer) enumField(s *service) []string {
	if w.chance(30) {
		return w.list("enum="+s.enum, nil)
	}
	if w.chance(50) { // what transitions need
		return []string{"enum=draft,active,gone", "default=draft", "output_only"}
	}
	values := w.names(w.upTo(4))
	words := w.list("enum="+strings.Join(values, ","), nil)
	if len(words) == 1 && w.chance(40) {
		words = append(words, "default="+pick(w, values))
	}
	return words
}

func (w *writer) refField(s *service) []string {
	if others := w.others(s); len(others) > 0 && w.chance(40) {
		o := pick(w, others)
		return []string{"ref=" + o.name + "." + pick(w, o.resources)}
	}
	words := []string{"ref=" + pick(w, s.resources)}
	switch w.IntN(4) {
	case 0:
		words = append(words, "on_delete=cascade")
	case 1:
		words = append(words, "optional", "on_delete=set_null")
	case 2:
		words = append(words, "optional")
	}
	return words
}

// anyField writes a field of any type that stands alone, with its example as a limit or a default: new types are written, too.
func (w *writer) anyField(*service) []string {
	doc := pick(w, spec.TypeDocs())
	if doc.Written != string(doc.Type) || strings.ContainsAny(doc.Example, " \n") {
		return w.otherField(nil)
	}
	keys := []string{}
	for _, key := range []string{"min", "max", "default"} {
		if slices.Contains(doc.Keys, key) && w.chance(30) {
			keys = append(keys, key+"="+doc.Example)
		}
	}
	if !doc.List {
		return append([]string{doc.Written}, keys...)
	}
	return w.list(doc.Written, keys)
}

func (w *writer) otherField(*service) []string {
	switch w.IntN(6) {
	case 0:
		return []string{"json", w.one(`max_bytes=16KiB optional default={"a":1} default=[] default=null`)}
	case 1:
		return []string{"bytes", "max_bytes=" + w.one("1 32 1KiB 256KiB")}
	case 2:
		if w.auth != "none" {
			return []string{"uuid", "value=caller.id"}
		}
		return w.list("uuid", nil)
	case 3:
		return []string{"bool", w.one("default=true default=false optional filter")}
	case 4:
		return w.list("bool", nil)
	default:
		return w.list("uuid", nil)
	}
}
