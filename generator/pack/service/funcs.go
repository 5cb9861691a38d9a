package service

import (
	"slices"
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{"poolTypes": poolTypes}
}

// poolTypes returns the options of pg.Open for the types of the service's fields, sorted.
func poolTypes(s *model.Service) []string {
	var options []string
	for _, r := range s.Resources {
		for _, f := range r.StoredFields() {
			if f.Kind.PoolType != "" {
				options = append(options, f.Kind.PoolType)
			}
		}
	}
	slices.Sort(options)
	return slices.Compact(options)
}
