package naming

import (
	"go/token"
	"slices"
	"strings"
)

// codeVariables are the variables that functions of packages domain, postgres and rpc use beside an entity: the service, the store
// or the server (s), violations (v), an index (i), a query (q). Longer names are in localVariables, except those that generated
// code began to use later: adding them there would rename the Go packages of existing services. The map is never changed.
var codeVariables = WordSet("s v i q draft changed affected length")

// testVariables are the variables that tests use beside an entity. The map is never changed.
var testVariables = WordSet("t")

// Receiver returns the name of the receiver of an entity's methods. Packages domain, postgres and rpc also use it for variables that
// hold the entity: p for a product, t for a track.
func Receiver(goType, name, servicePackage string) string {
	return localVariable(goType, name, servicePackage, codeVariables)
}

// Variable returns the name of a variable that holds an entity in tests: the receiver's name, unless tests use that for something
// else.
func Variable(goType, name, servicePackage string) string {
	return localVariable(goType, name, servicePackage, codeVariables, testVariables)
}

// localVariable returns the shortest name for a variable of goType that is free and shadows no package: the first letter of the
// last or first word of name, its initials, or the beginning of one of these words.
func localVariable(goType, name, servicePackage string, taken ...map[string]bool) string {
	words := strings.Split(name, "_")
	var initials strings.Builder
	for _, w := range words {
		initials.WriteString(w[:1])
	}
	first, last := words[0], words[len(words)-1]
	candidates := []string{last[:1], first[:1]}
	if len(words) > 1 {
		candidates = append(candidates, initials.String())
	}
	for _, w := range []string{last, first} {
		for n := 2; n <= min(len(w), 4); n++ {
			candidates = append(candidates, w[:n])
		}
	}
	candidates = append(candidates, LowerFirst(GoName(name)), LowerFirst(goType)+"Entity")
	for _, c := range candidates {
		isTaken := func(set map[string]bool) bool { return set[c] }
		if canBeVariable(c) && c != servicePackage && !slices.ContainsFunc(taken, isTaken) {
			return c
		}
	}
	return "the" + goType
}

// canBeVariable reports whether name may be a variable in every package. Single letters pass: which of them are taken differs by
// package.
func canBeVariable(name string) bool {
	if !IsLower(name[0]) || token.IsKeyword(name) || packageNames[name] || platformCall(name) || name == "go" {
		return false
	}
	return len(name) == 1 || !localVariables[name]
}

// platformCall reports whether generated code has functions of this name.
func platformCall(name string) bool {
	switch name {
	case "check", "change", "set", "store", "create", "update", "delete", "list", "get", "lock":
		return true
	}
	return false
}
