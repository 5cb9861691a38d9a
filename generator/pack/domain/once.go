package domain

import "github.com/svcgen/svcgen/generator/model"

// onceMethods returns the methods that run idempotent methods of the service, with the methods of the storage that begin their transactions.
func onceMethods(s *model.Service) map[string]string {
	methods := map[string]string{}
	for _, m := range s.IdempotentMethods() {
		methods[m.Once()] = m.Resource.InTx()
	}
	return methods
}
