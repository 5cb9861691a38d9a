package spec

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// What follows the name of some types in their one-line form.
var (
	decimalParams = params{
		open: "(", pattern: `\(\d+,\d+\)`, example: "(10,2)",
		missing: fault{"decimal has no precision and scale", "decimal(10,2)"},
		read:    (*decl).readDecimal,
		write:   func(f *Field) string { return itoa(f.Precision) + "," + itoa(f.Scale) + ")" },
	}
	enumParams = params{
		open: "=", pattern: `=[a-z][a-z0-9_,]*`, example: "=draft,active",
		missing: fault{"enum has no values", "enum=draft,active or the name of one under enums:"},
		read:    (*decl).readEnum,
		write: func(f *Field) string {
			if len(f.Values) > 0 {
				return commas(f.Values)
			}
			return f.Enum
		},
	}
	refParams = params{
		open: "=", pattern: `=[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?`, example: "=category",
		missing: fault{"ref has no resource", "ref=product"},
		read:    (*decl).readRef,
		write:   (*Field).RefText,
	}
)

// readEnum reads the name of an enum, or its values. In the long form the values have places of their own.
func (d *decl) readEnum(text string, at place, values []item) bool {
	if !strings.Contains(text, ",") && values == nil {
		d.Enum = text
		return d.nameOK("enum", text, at)
	}
	if values == nil {
		values = splitItems(text, at)
	}
	var ok bool
	d.Values, ok = d.report.enumValues(values)
	return ok
}

// readRef reads the name of a resource, behind that of its service if that is another one.
func (d *decl) readRef(text string, at place, _ []item) bool {
	service, resource, elsewhere := strings.Cut(text, ".")
	if !elsewhere || service == "" {
		d.Ref = text
		return d.nameOK("resource", text, at)
	}
	d.RefService, d.Ref = service, resource
	return d.nameOK("service", service, at) && d.nameOK("resource", resource, at.plus(utf8.RuneCountInString(service)+1))
}

// RefText returns what the field refers to as the spec writes it: product, or catalog.product in another service.
func (f *Field) RefText() string {
	if f.RefService == "" {
		return f.Ref
	}
	return f.RefService + "." + f.Ref
}

func (d *decl) nameOK(what, name string, at place) bool {
	f := nameFault(what, name)
	if !f.ok() {
		d.report.add(at.pos(), f.hint, "%s", f.msg)
	}
	return f.ok()
}

// maxPrecision is the largest precision of PostgreSQL's numeric.
const maxPrecision = 1000

func (d *decl) readDecimal(text string, at place, _ []item) bool {
	digits, closed := strings.CutSuffix(text, ")")
	p, s, two := strings.Cut(digits, ",")
	precision, err1 := strconv.Atoi(p)
	scale, err2 := strconv.Atoi(s)
	switch {
	case !closed || !two || err1 != nil || err2 != nil:
		d.report.add(d.at.pos(), "decimal(10,2), without spaces", "%s has no precision and scale", quote("decimal("+text))
	case precision < 1 || precision > maxPrecision:
		d.report.add(at.pos(), "the number of all digits, before and after the point", "the precision is not between 1 and %d", maxPrecision)
	case scale < 0 || scale > precision:
		d.report.add(at.plus(utf8.RuneCountInString(p)+1).pos(), "the number of digits after the point", "the scale is not between 0 and the precision")
	default:
		d.Precision, d.Scale = precision, scale
		return true
	}
	return false
}
