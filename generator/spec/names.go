package spec

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gobuffalo/flect"
)

// maxName is the length of the longest name. Names built from it must fit into the 63 characters of PostgreSQL.
const maxName = 40

// reservedFields are names that no field can have, with a hint.
var reservedFields = map[string]string{
	"id":            hasAlready,
	"create_time":   hasAlready,
	"update_time":   hasAlready,
	"etag":          hasAlready,
	"delete_time":   "soft_delete: true gives it to a resource",
	"version":       `svcgen counts updates in a column of that name; call yours "revision" or the like`,
	"proto_reflect": "protoc-gen-go gives every message a method ProtoReflect; choose another name",
	"tableoid":      systemColumn,
	"xmin":          systemColumn,
	"cmin":          systemColumn,
	"xmax":          systemColumn,
	"cmax":          systemColumn,
	"ctid":          systemColumn,
}

const (
	hasAlready   = "every resource has it already"
	systemColumn = "PostgreSQL has a column of that name in every table; choose another name"
)

// reservedResources are names that no resource can have, because the request of an update has a field update_mask beside the
// one that is named after the resource. protoc-gen-go gives it a method GetUpdateMask.
var reservedResources = []string{"update_mask", "get_update_mask"}

// reservedServices are names that no service can have, with the reason. Names that svcgen can change in one language are not
// among them: a service may be called type or main.
var reservedServices = map[string]string{
	"gateway":   "services/gateway is the REST front of the workspace",
	"identity":  "it is reserved for the service that signs users in",
	"internal":  "Go lets nothing outside of services/ import services/internal",
	"vendor":    "Go ignores a directory called vendor",
	"testdata":  "Go ignores a directory called testdata",
	"google":    "a proto package of that name hides google.protobuf",
	"postgres":  "PostgreSQL has a database and a role of that name",
	"template0": "PostgreSQL has a database of that name",
	"template1": "PostgreSQL has a database of that name",
	"public":    "PostgreSQL allows no role of that name",
	"none":      "PostgreSQL allows no role of that name",
	"test":      "TEST_DATABASE_URL names the server that tests run on",
}

// windowsDevices cannot be directories on Windows.
var windowsDevices = []string{"con", "prn", "aux", "nul"}

// notPlural are singulars that look like plurals.
var notPlural = []string{"lens", "means", "series", "species"}

// fault is why a text is refused, and what to do about it. The zero fault is none.
type fault struct{ msg, hint string }

func (f fault) ok() bool { return f.msg == "" }

// err is the fault as an error for forms and flags, nil if there is none.
func (f fault) err() error {
	if f.ok() {
		return nil
	}
	return Problem{Msg: printable(f.msg), Hint: printable(f.hint)}
}

// CheckServiceName returns an error if a service cannot have a name. The error is a Problem without a place.
func CheckServiceName(name string) error { return serviceNameFault(name).err() }

// CheckResourceName returns an error if a resource cannot have a name. The error is a Problem without a place.
func CheckResourceName(name string) error { return resourceNameFault(name, "").err() }

// CheckFieldName returns an error if a field cannot have a name. The error is a Problem without a place.
func CheckFieldName(name string) error { return fieldNameFault(name).err() }

func serviceNameFault(name string) fault {
	if f := nameFault("service", name); !f.ok() {
		return f
	}
	reason := reservedServices[name]
	device, port := slices.Contains(windowsDevices, name), len(name) == 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt"))
	switch {
	case device, port && unicode.IsDigit(rune(name[3])):
		reason = "Windows has no directory of that name"
	case strings.HasPrefix(name, "pg_"):
		reason = "PostgreSQL reserves the roles that start with pg_"
	}
	if reason != "" {
		return fault{"a service cannot be called " + quote(name) + ": " + reason, "choose another name"}
	}
	return fault{}
}

func resourceNameFault(name, plural string) fault {
	if f := nameFault("resource", name); !f.ok() {
		return f
	}
	if slices.Contains(reservedResources, name) {
		return fault{"resource name " + quote(name) + " is reserved", "the request of every update has a field update_mask; choose another name"}
	}
	if singular := singular(name); singular != name && plural == "" {
		return fault{"resource name " + quote(name) + " is a plural", `did you mean "` + singular + `"?`}
	}
	return fault{}
}

func fieldNameFault(name string) fault {
	if f := nameFault("field", name); !f.ok() {
		return f
	}
	if hint := reservedFields[name]; hint != "" {
		return fault{"field name " + quote(name) + " is reserved", hint}
	}
	return fault{}
}

// nameFault checks that a name matches ^[a-z][a-z0-9]*(_[a-z0-9]+)*$ and is not too long.
func nameFault(what, name string) fault {
	switch {
	case name == "":
		return fault{what + " name is empty", ""}
	case len(name) > maxName && isName(name):
		return fault{what + " name " + quote(name) + " is too long", "use at most 40 characters"}
	case isName(name):
		return fault{}
	}
	if at := strings.IndexAny(name, `/\.`); at >= 0 {
		return fault{what + " name " + quote(name) + " contains " + quote(name[at:at+1]), "a name consists of lower-case letters, digits and _"}
	}
	if better := toSnake(name); better != "" {
		return fault{what + " name " + quote(name) + " is not snake_case", `did you mean "` + better + `"?`}
	}
	return fault{what + " name " + quote(name) + " is not snake_case", "a name consists of lower-case letters, digits and _, and starts with a letter"}
}

// isName reports whether a text has the form of a name in the spec: snake_case, of small letters and digits.
func isName(name string) bool {
	if name == "" || name[0] < 'a' || name[0] > 'z' {
		return false
	}
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '_' && i+1 < len(name) && name[i+1] != '_':
		default:
			return false
		}
	}
	return true
}

// toSnake turns a text into a name: OrderLine, order-line and "Order Line" into order_line. It returns "" if the
// result is not a name.
func toSnake(from string) string {
	var b strings.Builder
	var last rune
	for i, c := range from {
		switch {
		case c > unicode.MaxASCII:
			return ""
		case unicode.IsUpper(c):
			next, _ := utf8.DecodeRuneInString(from[i+1:])
			if unicode.IsLower(last) || unicode.IsDigit(last) || (unicode.IsUpper(last) && unicode.IsLower(next)) {
				b.WriteByte('_')
			}
			b.WriteRune(unicode.ToLower(c))
		case unicode.IsLower(c), unicode.IsDigit(c):
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		last = c
	}
	if name := strings.TrimRight(b.String(), "_"); isName(name) && len(name) <= maxName {
		return name
	}
	return ""
}

// singular is the singular of a name whose last word is certainly a plural, else the name itself.
func singular(name string) string {
	at := strings.LastIndexByte(name, '_') + 1
	word := name[at:]
	if len(word) < 4 || !strings.HasSuffix(word, "s") || slices.Contains(notPlural, word) {
		return name
	}
	for _, end := range []string{"ss", "us", "is", "os", "as", "ews"} {
		if strings.HasSuffix(word, end) {
			return name
		}
	}
	one := flect.Singularize(word)
	if one == word || flect.Pluralize(one) != word {
		return name
	}
	return name[:at] + one
}

// JSONName is the name as protobuf writes it in JSON: release_day becomes releaseDay, line_1 becomes line1.
func JSONName(name string) string {
	if !strings.Contains(name, "_") {
		return name
	}
	b := make([]byte, 0, len(name))
	up := false
	for i := range len(name) {
		c := name[i]
		if up && 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if up = c == '_'; !up {
			b = append(b, c)
		}
	}
	return string(b)
}

// collision returns an earlier name with the same name in JSON, "" if there is none. It adds the name to seen.
func collision(seen map[string]string, name string) string {
	key := JSONName(name)
	before, hit := seen[key]
	if !hit {
		seen[key] = name
	}
	return before
}
