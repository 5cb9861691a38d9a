package naming

import (
	"go/token"
	"strings"
)

// Variable is a short name for a variable that holds an entity: p for a product, oi for an order item. It hides no
// package and no other variable of generated code.
func Variable(goType, name, servicePackage string) string {
	words := strings.Split(name, "_")
	var initials strings.Builder
	for _, w := range words {
		initials.WriteString(w[:1])
	}
	last := words[len(words)-1]
	candidates := []string{last[:1]}
	if len(words) > 1 {
		candidates = []string{initials.String(), last[:1]}
	}
	for _, w := range []string{last, words[0]} {
		for n := 2; n <= min(len(w), 4); n++ {
			candidates = append(candidates, w[:n])
		}
	}
	candidates = append(candidates, LowerFirst(GoName(name)), LowerFirst(goType)+"Entity")
	for _, c := range candidates {
		if IsLower(c[0]) && !localVariables[c] && !packageNames[c] && !token.IsKeyword(c) && c != servicePackage && c != "go" && !platformCall(c) {
			return c
		}
	}
	return "the" + goType
}

// platformCall tells names that functions of generated code have by themselves.
func platformCall(name string) bool {
	switch name {
	case "check", "change", "set", "store", "create", "update", "delete", "list", "get", "lock":
		return true
	}
	return false
}
