package say

import "github.com/svcgen/svcgen/generator/model"

// Evolution says what has to change outside of the workspace after services were renamed or removed: settings, clients, databases.
func (r *Report) Evolution(m *model.Model) {
	for _, s := range m.Services {
		was := s.Was()
		if was == "" || was == s.Name {
			continue
		}
		r.outf("%s is called %s now. For what runs already:\n", was, s.Name)
		r.outf("  settings   %s_…, no longer %s_…\n", s.EnvPrefix, model.EnvPrefix(was))
		r.outf("  clients    %s, no longer %s\n", s.ProtoPackage, m.ProtoPackage(was))
		r.outf("  database   still called %s\n", s.Database)
	}
	for _, s := range m.RemovedServices() {
		r.outf("%s is removed. Its database, %s, is left alone.\n", s.Name, s.Database)
		r.outf("  services/%s/migrations says what is in it; drop it when nobody needs it\n", s.Name)
	}
}
