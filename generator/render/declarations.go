package render

import "bytes"

// declarations holds the names that a Go file declares for its package, and the methods in it.
type declarations struct {
	names   []string // functions, types, variables and constants
	methods []method // in the order of the file
}

type method struct{ receiver, name string }

// declarationsOf reads the declarations of a file of platform. gofmt has formatted it, so that they, and nothing else, begin at the start of
// a line. To parse all of platform in every run would take long.
func declarationsOf(src []byte) declarations {
	var d declarations
	at := 0
	for line := range bytes.Lines(src) {
		keyword, _, _ := bytes.Cut(line, []byte(" "))
		r := tokenReader{tokens: tokens{src: src[at+len(keyword):]}}
		at += len(line)
		switch string(keyword) {
		case "func":
			if receiver, name := r.function(); receiver != "" {
				d.methods = append(d.methods, method{receiver, name})
			} else {
				d.names = append(d.names, name)
			}
		case "type", "var", "const":
			d.names = append(d.names, r.group()...)
		}
	}
	return d
}

// mentions are the names in a Go file that may be those of declarations in other files.
type mentions struct {
	used   map[string]bool // identifiers that are not selected from something; local ones too
	wanted map[string]bool // methods that its interfaces have
}

func mentionsOf(src []byte) mentions {
	r := tokenReader{tokens: tokens{src: src}, mentions: mentions{used: map[string]bool{}, wanted: map[string]bool{}}}
	for r.next(); r.kind != tokenEnd; r.next() {
		if r.kind == tokenName && r.before == ';' && r.depth == 0 && string(r.text) == "func" {
			r.function()
		}
	}
	return r.mentions
}

// tokenReader reads the tokens of a Go file, and notes what its names are.
type tokenReader struct {
	tokens
	before   byte  // kind of the token before this one
	depth    int   // of brackets around the next token
	opens    bool  // whether this token is the keyword interface, whose body opens next
	within   []int // depths in the bodies of the interfaces around it
	mentions       // nil if nobody asks for them
}

// next goes to the next token.
func (r *tokenReader) next() {
	r.before = r.kind
	switch r.tokens.next() {
	case '(', '[', '{':
		r.depth++
		if r.opens {
			r.within = append(r.within, r.depth)
		}
	case ')', ']', '}':
		r.depth--
		if n := len(r.within); n > 0 && r.depth < r.within[n-1] {
			r.within = r.within[:n-1]
		}
	case tokenName:
		if n := len(r.within); n > 0 && r.depth == r.within[n-1] && (r.before == '{' || r.before == ';') {
			add(r.wanted, r.text)
		}
		if r.before != '.' {
			add(r.used, r.text)
		}
	}
	r.opens = r.kind == tokenName && string(r.text) == "interface"
}

// add adds a name to a set, unless that is nil. It copies no name that is there.
func add(set map[string]bool, name []byte) {
	if set != nil && !set[string(name)] {
		set[string(name)] = true
	}
}

// function reads the head of a function as far as its name. receiver is the name of a method's type.
func (r *tokenReader) function() (receiver, name string) {
	if r.next(); r.kind == '(' {
		for r.next(); r.depth > 0; r.next() {
			if r.kind == tokenName && r.depth == 1 { // deeper are type parameters
				receiver = string(r.text)
			}
		}
		r.tokens.next() // not r.next: the name of a method is no use of a function
	}
	return receiver, string(r.text)
}

// group reads the declarations that follow type, var or const and returns their names.
func (r *tokenReader) group() (names []string) {
	r.next()
	depth := 0
	if r.kind == '(' {
		depth = 1
		r.next()
	}
	expected, listed := true, false // whether a name follows, and whether the last token was one
	for ; r.depth >= depth && r.kind != tokenEnd; r.next() {
		outside := r.depth == depth
		if outside && r.kind == ';' && depth == 0 {
			break
		}
		name := outside && expected && r.kind == tokenName
		if name {
			names = append(names, string(r.text))
		}
		expected = outside && (r.kind == ';' || r.kind == ',' && listed)
		listed = name
	}
	return names
}
