package render

// declarations holds the names that a Go file declares for its package, and those of the package that it may use.
type declarations struct {
	names   []string        // functions, types, variables and constants
	methods []method        // in the order of the file
	wanted  map[string]bool // methods that its interfaces have
	used    map[string]bool // identifiers that are not selected from something; local ones too
}

type method struct{ receiver, name string }

// declarationsOf reads a Go file that compiles. It looks at tokens, because to parse platform in every run would take long.
func declarationsOf(src []byte) declarations {
	r := tokenReader{tokens: tokens{src: src}, used: map[string]bool{}, wanted: map[string]bool{}}
	var d declarations
	for r.next(); r.kind != tokenEnd; r.next() {
		if r.kind != tokenName || r.before != ';' || r.depth > 0 {
			continue
		}
		switch string(r.text) {
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
	d.used, d.wanted = r.used, r.wanted
	return d
}

// tokenReader reads the tokens of a Go file, and notes what its names are.
type tokenReader struct {
	tokens
	before byte  // kind of the token before this one
	depth  int   // of brackets around the next token
	opens  bool  // whether this token is the keyword interface, whose body opens next
	within []int // depths in the bodies of the interfaces around it
	used   map[string]bool
	wanted map[string]bool
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

// add adds a name to a set. It copies no name that is there.
func add(set map[string]bool, name []byte) {
	if !set[string(name)] {
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
