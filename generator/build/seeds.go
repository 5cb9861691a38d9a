package build

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// linkSeeds sets the seeds of the resources, whose fields have their names.
func linkSeeds(s *model.Service, ss *spec.Service) {
	order, _ := ss.SeedOrder()
	for _, sr := range order {
		r := s.Resource(sr.Name)
		s.Seeded = append(s.Seeded, r)
		for _, from := range sr.Seeds {
			seed := &model.Seed{}
			for _, v := range from.Values {
				seed.Values = append(seed.Values, model.SeedValue{Field: r.Field(v.Field), Texts: v.Texts})
			}
			r.Seeds = append(r.Seeds, seed)
		}
	}
	for _, r := range s.Resources {
		if key := ss.Resource(r.Name).SeedKey(); key != nil {
			r.SeedKey = r.Field(key.Name)
		}
	}
}
