package spec

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of rules: what PostgreSQL and one request can hold.
const (
	maxLen   = 10_485_760
	maxItems = 1_000_000
	maxBytes = 64 << 20
	maxText  = 4000
)

// setDefault keeps the text; check applies the rules, which may follow it.
func (d *decl) setDefault(a arg) {
	if d.textOK("default", a) {
		d.Default = &a.text
	}
}

func (d *decl) setValue(a arg) {
	switch {
	case a.text == "now" && d.can(moment):
		d.Now = true
	case a.text == "now":
		d.report.add(a.textAt.pos(), "only timestamp and date have it", "value=now is not for %s", d.typeText())
	case a.text == "caller.id" && d.can(identifying):
		d.Caller = true
	case a.text == "caller.id":
		d.report.add(a.textAt.pos(), "the id of a user is a uuid", "value=caller.id is not for %s", d.typeText())
	default:
		d.report.unknown(a.textAt.pos(), "value", a.text, inValue, []string{"now", "caller.id"})
	}
}

func (d *decl) setLen(a arg) {
	from, to, ok := strings.Cut(a.text, "..")
	if !ok {
		hint := "write 3..32, ..32 or 3.."
		if _, err := strconv.ParseUint(a.text, 10, 31); err == nil {
			hint = "write " + a.text + ".." + a.text + " for exactly that, .." + a.text + " for at most"
		}
		d.report.add(a.textAt.pos(), hint, "len %s is not a range", quote(a.text))
		return
	}
	least, ok1 := d.count(a.textAt, "len", from, 0, maxLen)
	most, ok2 := d.count(a.textAt.plus(utf8.RuneCountInString(from)+2), "len", to, 1, maxLen)
	switch {
	case !ok1 || !ok2:
	case least == nil && most == nil:
		d.report.add(a.textAt.pos(), "write 3..32, ..32 or 3..", `len ".." has no limits`)
	case least != nil && most != nil && *least > *most:
		d.report.add(a.textAt.pos(), "", "len %s: %d is more than %d", a.text, *least, *most)
	default:
		d.MinLen, d.MaxLen = least, most
	}
}

// count reads a number of things; "" is none.
func (d *decl) count(at place, key, text string, least, most int) (*int, bool) {
	if text == "" {
		return nil, true
	}
	n, err := strconv.Atoi(text)
	if err != nil || !digits(text) {
		if !errors.Is(err, strconv.ErrRange) {
			d.report.add(at.pos(), "", "%s is not a whole number", quote(text))
			return nil, false
		}
		n = most + 1
	}
	if n < least || n > most {
		d.report.add(at.pos(), "", "%s is not between %d and %d", key, least, most)
		return nil, false
	}
	return &n, true
}

// bound reads min or max.
func (d *decl) bound(a arg) *string {
	value, f := d.canonical(a.text)
	if !f.ok() {
		d.report.add(a.textAt.pos(), f.hint, "%s %s", a.key, f.msg)
		return nil
	}
	return &value
}

func (d *decl) setPattern(a arg) {
	if !d.textOK("pattern", a) {
		return
	}
	_, err := regexp.Compile(a.text)
	if err == nil {
		d.Pattern = a.text
		return
	}
	msg, hint := err.Error(), ""
	if e := (*syntax.Error)(nil); errors.As(err, &e) {
		msg = e.Code.String()
		if e.Expr != "" {
			msg += ": " + e.Expr
		}
		if e.Code == syntax.ErrInvalidPerlOp || e.Code == syntax.ErrInvalidEscape {
			hint = "patterns are RE2: no lookahead and no backreferences"
		}
	}
	d.report.add(a.textAt.pos(), hint, "pattern does not compile: %s", msg)
}

func (d *decl) setMaxItems(a arg) {
	d.MaxItems, _ = d.count(a.textAt, "max_items", a.text, 1, maxItems)
}

func (d *decl) setMaxBytes(a arg) {
	n, f := parseSize(a.text)
	if !f.ok() {
		d.report.add(a.textAt.pos(), f.hint, "max_bytes %s", f.msg)
		return
	}
	d.MaxBytes = &n
}

// opWords are the operators in the order that Filter has.
var opWords = []string{"eq", "in", "prefix", "gte", "lte", "has"}

func (d *decl) setFilter(a arg) {
	can := d.ops()
	if len(can) == 0 {
		d.report.add(a.keyAt.pos(), "", "lists cannot be filtered by %s", d.typeText())
		return
	}
	if !a.has || a.kind == boolean && a.list == nil && a.long {
		d.Filter = can
		return
	}
	if a.text == "" && len(a.list) == 0 {
		d.report.add(a.keyAt.pos(), "filter, or filter="+strings.Join(opTexts(can), ","), `"filter" has no value`)
		return
	}
	var ops []Op
	for _, i := range a.items() {
		op := Op(i.text)
		switch {
		case !slices.Contains(opWords, i.text):
			d.report.unknown(i.at.pos(), "operator", i.text, "", opTexts(can))
		case !slices.Contains(can, op):
			d.report.add(i.at.pos(), d.typeText()+" can "+enumerate(opTexts(can)), "operator %s is not for %s", quote(i.text), d.typeText())
		case slices.Contains(ops, op):
			d.report.add(i.at.pos(), "", "operator %s is given twice", quote(i.text))
		default:
			ops = append(ops, op)
		}
	}
	slices.SortFunc(ops, func(a, b Op) int { return slices.Index(opWords, string(a)) - slices.Index(opWords, string(b)) })
	d.Filter = ops
}

func (d *decl) setOnDelete(a arg) {
	switch on := OnDelete(a.text); on {
	case Restrict: // what an empty OnDelete says
	case Cascade, SetNull:
		d.OnDelete = on
	default:
		d.report.unknown(a.textAt.pos(), "rule", a.text, "", []string{string(Restrict), string(Cascade), string(SetNull)})
	}
}

func (d *decl) setDescription(a arg) {
	if d.textOK("description", a) {
		d.Description = strings.TrimSpace(a.text)
	}
}

func (d *decl) textOK(key string, a arg) bool {
	f := textFault(key, a.text)
	if !f.ok() {
		d.report.add(a.textAt.pos(), f.hint, "%s", f.msg)
	}
	return f.ok()
}

// textFault is why a text cannot be printed into every kind of file.
func textFault(key, s string) fault {
	if utf8.RuneCountInString(s) > maxText {
		return fault{key + " is longer than 4,000 characters", ""}
	}
	if !utf8.ValidString(s) {
		return fault{key + " is not UTF-8", ""}
	}
	for _, c := range s {
		if unicode.IsControl(c) && c != '\n' && c != '\t' || c == '\ufeff' {
			return fault{key + " contains the control character U+" + strings.ToUpper(strconv.FormatInt(int64(c)+0x10000, 16)[1:]), "only line breaks and tabs are allowed"}
		}
	}
	return fault{}
}

// parseSize reads 512, 16KiB or 1MiB.
func parseSize(s string) (int, fault) {
	number, unit := s, 1
	if n, ok := strings.CutSuffix(s, "KiB"); ok {
		number, unit = n, 1<<10
	} else if n, ok := strings.CutSuffix(s, "MiB"); ok {
		number, unit = n, 1<<20
	}
	n, err := strconv.Atoi(number)
	switch {
	case digits(number) && (err != nil || n < 1 || n > maxBytes/unit):
		return 0, fault{"is not between 1 and 64MiB", ""}
	case err != nil || !digits(number):
		hint := "a number of bytes: 512, 16KiB or 1MiB"
		if n := strings.TrimRight(s, "kKmMiIbB"); digits(n) && len(s) > len(n) && strings.ContainsAny(s[len(n):len(n)+1], "kKmM") {
			hint = `did you mean "` + n + strings.ToUpper(s[len(n):len(n)+1]) + `iB"?`
		}
		return 0, fault{quote(s) + " is not a size", hint}
	}
	return n * unit, fault{}
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func opTexts(ops []Op) []string {
	texts := make([]string, len(ops))
	for i, op := range ops {
		texts[i] = string(op)
	}
	return texts
}
