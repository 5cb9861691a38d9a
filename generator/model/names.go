package model

import (
	"strings"
	"unicode"
)

// initialisms are the words that Go spells in capitals: golint's list and those of shops and banks. A word is added only
// with a major version: it renames identifiers in the code of users.
var initialisms = wordSet(`acl api ascii cpu css dns eof guid html http https id ip json qps ram rpc sla smtp sql ssh tcp tls
	ttl udp ui gid uid uuid uri url utf8 vm xml xmpp xsrf xss
	sku ean isbn iban bic vat csv pdf gps jwt`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// goName turns a snake_case name into an exported Go name: order_id into OrderID, product_urls into ProductURLs.
func goName(name string) string {
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

// messageName turns a snake_case name into the name of a protobuf message, enum or service: order_id into OrderId, x_2b into
// X2B. buf lints for it, and protoc-gen-go, for which a digit ends a word, takes it over as it is.
func messageName(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(name, "_") {
		b.WriteString(goCamelCase(word))
	}
	return b.String()
}

// upperSnake turns the name of a protobuf enum into the prefix of its values as buf lint expects it: ProductStatus into
// PRODUCT_STATUS, X1 into X1, ABTest into AB_TEST.
func upperSnake(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if i > 0 && isUpper(c) && (isLower(name[i-1]) || i < len(name)-1 && !isUpper(name[i+1]) && !isDigit(name[i+1])) {
			b.WriteByte('_')
		}
		b.WriteByte(c)
	}
	return strings.ToUpper(b.String())
}

// jsonName is the JSON name that protobuf gives to a field.
func jsonName(name string) string {
	var b strings.Builder
	up := false
	for i := range len(name) {
		c := name[i]
		if c == '_' {
			up = true
			continue
		}
		if up && isLower(c) {
			c -= 'a' - 'A'
		}
		up = false
		b.WriteByte(c)
	}
	return b.String()
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// title is a name in running text: release_day becomes "release day", sku becomes "SKU".
func title(name string) string {
	words := strings.Split(name, "_")
	for i, word := range words {
		if spelled := goWord(word); spelled != capitalize(word) {
			words[i] = spelled
		}
	}
	return strings.Join(words, " ")
}

// article is the indefinite article of a title: by how it sounds, not by how it is written.
func article(title string) string {
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

// spelledOut reports whether a word is spoken letter by letter: HTTP and ID are, SKU and JSON are not.
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
