package domain

import (
	"cmp"
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

// onceMethod is a method that runs idempotent methods of a service.
type onceMethod struct {
	Name         string
	InTx         string // the method of the storage that begins its transaction
	Serializable bool
}

// onceMethods returns the methods that run idempotent methods of the service, sorted by name.
func onceMethods(s *model.Service) []onceMethod {
	var all []onceMethod
	for _, m := range s.IdempotentMethods() {
		all = append(all, onceMethod{m.Once(), m.Resource.InTx(), m.Resource.Serializable})
	}
	slices.SortFunc(all, func(a, b onceMethod) int { return cmp.Compare(a.Name, b.Name) })
	return slices.Compact(all)
}
