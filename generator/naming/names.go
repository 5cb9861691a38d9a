// Package naming turns the snake_case names of a spec into identifiers of Go and protobuf, file names and running text, and knows
// which of these names are reserved.
package naming

import (
	"strings"
	"unicode"
)

// initialisms are the words that Go spells in capitals: golint's list and some of commerce and banking. Only a major version
// may add a word, because that renames identifiers in the code of users.
var initialisms = WordSet(`acl api ascii cpu css dns eof guid html http https id ip json qps ram rpc sla smtp sql ssh tcp tls
	ttl udp ui gid uid uuid uri url utf8 vm xml xmpp xsrf xss
	sku ean isbn iban bic vat csv pdf gps jwt`)

// WordSet returns the set of the words in a text.
func WordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// GoName turns a snake_case name into an exported Go name: order_id into OrderID, product_urls into ProductURLs.
func GoName(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(name, "_") {
		b.WriteString(goWord(word))
	}
	return b.String()
}

func goWord(word string) string {
	if initialisms[word] {
		return strings.ToUpper(word)
	}
	if stem, plural := strings.CutSuffix(word, "s"); plural && initialisms[stem] {
		return strings.ToUpper(stem) + "s"
	}
	return capitalize(word)
}

func capitalize(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// MessageName turns a snake_case name into the name of a protobuf message, enum or service: order_id into OrderId, x_2b into
// X2B. buf lint accepts the result, and protoc-gen-go uses it unchanged as a Go name.
func MessageName(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(name, "_") {
		b.WriteString(GoCamelCase(word))
	}
	return b.String()
}

// UpperSnake turns the name of a protobuf enum into the prefix of its values as buf lint expects it: ProductStatus into
// PRODUCT_STATUS, X1 into X1, ABTest into AB_TEST.
func UpperSnake(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if i > 0 && IsUpper(c) && (IsLower(name[i-1]) || i < len(name)-1 && !IsUpper(name[i+1]) && !IsDigit(name[i+1])) {
			b.WriteByte('_')
		}
		b.WriteByte(c)
	}
	return strings.ToUpper(b.String())
}

// LowerFirst turns an exported identifier into an unexported one: APIKey into apiKey.
func LowerFirst(name string) string {
	n := 0
	for n < len(name) && 'A' <= name[n] && name[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(name) && (name[n] < '0' || name[n] > '9') {
		n-- // the last capital starts the next word
	}
	return strings.ToLower(name[:n]) + name[n:]
}

// IsLower reports whether c is a lowercase ASCII letter.
func IsLower(c byte) bool { return 'a' <= c && c <= 'z' }

// IsUpper reports whether c is an uppercase ASCII letter.
func IsUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// IsDigit reports whether c is an ASCII digit.
func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

// Title returns a name as it is written in running text: release_day becomes "release day", sku becomes "SKU".
func Title(name string) string {
	words := strings.Split(name, "_")
	for i, word := range words {
		if spelled := goWord(word); spelled != capitalize(word) {
			words[i] = spelled
		}
	}
	return strings.Join(words, " ")
}

// Article returns the indefinite article of a title. Pronunciation decides, not spelling: an hour, a user, an ID.
func Article(title string) string {
	word, _, _ := strings.Cut(title, " ")
	lower := strings.ToLower(word)
	vowel := strings.ContainsRune("aeio", rune(lower[0]))
	switch {
	case spelledOut(word):
		vowel = strings.ContainsRune("aefhilmnorsx", rune(lower[0]))
	case hasPrefix(lower, "eu", "ew", "one", "once", "oui"):
		vowel = false
	case hasPrefix(lower, "hour", "heir", "honest", "honor", "honour"):
		vowel = true
	case lower[0] == 'u':
		vowel = !hasPrefix(lower, "uni", "use", "usa", "usu", "ut", "ur", "ub", "uk") || hasPrefix(lower, "unim", "unin", "urn", "urg", "utt")
	}
	if vowel {
		return "an"
	}
	return "a"
}

// spelledOut reports whether a word is pronounced letter by letter: HTTP and ID are, SKU and JSON are not.
func spelledOut(word string) bool {
	if len(word) < 2 || !unicode.IsUpper(rune(word[1])) {
		return len(word) == 1
	}
	switch word {
	case "SKU", "JSON", "RAM", "ASCII", "GUID", "VAT", "BIC", "IBAN", "EAN":
		return false
	}
	return true
}

func hasPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// ProtoSegment returns the name of the workspace or of a service as a segment of a proto package and of a Go import path. A segment
// called google would shadow google.protobuf; the go command treats the other names specially.
func ProtoSegment(name string) string {
	switch name {
	case "google", "internal", "vendor", "testdata":
		return name + "_ws"
	}
	return name
}
