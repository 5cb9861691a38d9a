package render

import (
	"go/scanner"
	"go/token"
)

// declarations holds the names that a Go file declares for its package, and those of the package that it may use.
type declarations struct {
	names   []string        // functions, types, variables and constants
	methods []method        // in the order of the file
	wanted  map[string]bool // methods that its interfaces have
	used    map[string]bool // identifiers that are not selected from something; local ones too
}

type method struct{ receiver, name string }

// declarationsOf reads a Go file that compiles. It looks at tokens, because parsing platform takes four times as long, in every run.
func declarationsOf(src []byte) declarations {
	r := tokenReader{used: map[string]bool{}, wanted: map[string]bool{}}
	r.scanner.Init(token.NewFileSet().AddFile("", -1, len(src)), src, nil, 0)
	var d declarations
	for r.next(); r.token != token.EOF; r.next() {
		if r.depth > 0 || r.before != token.SEMICOLON {
			continue
		}
		switch r.token {
		case token.FUNC:
			if receiver, name := r.function(); receiver != "" {
				d.methods = append(d.methods, method{receiver, name})
			} else {
				d.names = append(d.names, name)
			}
		case token.TYPE, token.VAR, token.CONST:
			d.names = append(d.names, r.group()...)
		}
	}
	d.used, d.wanted = r.used, r.wanted
	return d
}

// tokenReader reads the tokens of a Go file.
type tokenReader struct {
	scanner scanner.Scanner
	before  token.Token // the one before token
	token   token.Token
	text    string // of an identifier
	depth   int    // of brackets around the next token
	within  []int  // depths in the bodies of the interfaces around it
	used    map[string]bool
	wanted  map[string]bool
}

// next goes to the next token.
func (r *tokenReader) next() {
	r.before = r.token
	_, r.token, r.text = r.scanner.Scan()
	switch r.token {
	case token.LPAREN, token.LBRACK, token.LBRACE:
		r.depth++
		if r.before == token.INTERFACE {
			r.within = append(r.within, r.depth)
		}
	case token.RPAREN, token.RBRACK, token.RBRACE:
		r.depth--
		if n := len(r.within); n > 0 && r.depth < r.within[n-1] {
			r.within = r.within[:n-1]
		}
	case token.IDENT:
		if n := len(r.within); n > 0 && r.depth == r.within[n-1] && (r.before == token.LBRACE || r.before == token.SEMICOLON) {
			r.wanted[r.text] = true
		}
		if r.before != token.PERIOD {
			r.used[r.text] = true
		}
	}
}

// function reads the head of a function as far as its name. receiver is the name of a method's type.
func (r *tokenReader) function() (receiver, name string) {
	if r.next(); r.token == token.LPAREN {
		for r.next(); r.depth > 0; r.next() {
			if r.token == token.IDENT && r.depth == 1 { // deeper are type parameters
				receiver = r.text
			}
		}
		_, r.token, r.text = r.scanner.Scan() // not next: the name of a method is no use of a function
	}
	return receiver, r.text
}

// group reads the declarations that follow type, var or const and returns their names.
func (r *tokenReader) group() (names []string) {
	r.next()
	depth := 0
	if r.token == token.LPAREN {
		depth = 1
		r.next()
	}
	expected, listed := true, false // whether a name follows, and whether the last token was one
	for ; r.depth >= depth && r.token != token.EOF; r.next() {
		outside := r.depth == depth
		if outside && r.token == token.SEMICOLON && depth == 0 {
			break
		}
		name := outside && expected && r.token == token.IDENT
		if name {
			names = append(names, r.text)
		}
		expected = outside && (r.token == token.SEMICOLON || r.token == token.COMMA && listed)
		listed = name
	}
	return names
}
