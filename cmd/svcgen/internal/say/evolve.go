package say

import (
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/model"
)

// Evolution says what has to change beside the generated code after something was renamed or removed: code of the user, settings, clients,
// databases.
func (r *Report) Evolution(result *generator.Result) {
	m := result.Model
	r.oldNames(result.OldNames)
	for _, s := range m.Services {
		for _, res := range s.Resources {
			for _, f := range res.Fields {
				r.renamedField(f)
			}
		}
		runs := "the records of its runs stay in job_runs for 90 days"
		if len(s.Jobs) == 0 {
			runs = "a migration drops job_runs, with the records of all runs"
		}
		for _, name := range s.GoneJobs() {
			r.outf("job %s of %s is removed; %s\n", name, s.Name, runs)
		}
		waiting := "events that wait for it stay unhandled in the inbox"
		if len(s.Consumers) == 0 {
			waiting = "a migration drops the inbox, with the events that wait for it"
		}
		for _, name := range s.GoneConsumers() {
			r.outf("consumer %s of %s is removed; %s\n", name, s.Name, waiting)
		}
		was := s.Was()
		if was == "" || was == s.Name {
			continue
		}
		r.outf("%s is called %s now. For what runs already:\n", was, s.Name)
		r.outf("  settings   %s_…, no longer %s_…\n", s.EnvPrefix, model.EnvPrefix(was))
		r.outf("  clients    %s, no longer %s\n", s.ProtoPackage, m.ProtoPackage(was))
		r.outf("  database   still called %s\n", s.Database)
	}
	for _, s := range m.RemovedServices {
		r.outf("%s is removed. Its database, %s, is left alone.\n", s.Name, s.Database)
		r.outf("  services/%s/migrations says what is in it; drop it when nobody needs it\n", s.Name)
	}
}

// mostOldNames is how many places in the user's code the end of a run names.
const mostOldNames = 10

// oldNames says where code of the user may have to follow renamed fields.
func (r *Report) oldNames(places []generator.OldName) {
	for i, p := range places[:min(len(places), mostOldNames)] {
		if i == 0 || places[i-1].Field != p.Field {
			r.outf("%s.%s: %s is called %s now; change it in your code:\n", p.Field.Resource.Name, p.Field.Name, p.Was, p.Field.GoName)
		}
		r.outf("  %s:%d\n", p.Path, p.Line)
	}
	if more := len(places) - mostOldNames; more > 0 {
		r.outf("  … and %s: go build ./... finds them\n", Count(more, "more file"))
	}
}

// renamedField says what happens to programs that run while a deploy replaces them, if the column of a field is renamed.
func (r *Report) renamedField(f *model.Field) {
	if f.Before == nil {
		return
	}
	path := f.Resource.Service.Name + " " + f.Resource.Name
	alone := f.Resource.Service.Was() == f.Resource.Service.Name && f.Resource.Was() == f.Resource.Name // nothing around it is renamed
	switch renamed := f.Before.Name != f.Name; {
	case f.Mirror != "" && f.Before.Mirror == "":
		r.outf("%s.%s: programs of before go on using %s. When none runs any more:\n", f.Resource.Name, f.Name, f.Mirror)
		r.outf("  svcgen rename field %s %s --finish\n", path, f.Name)
	case f.Mirror == "" && f.Before.Mirror != "":
		r.outf("%s.%s: programs that use %s fail when the migration runs\n", f.Resource.Name, f.Name, f.Before.Mirror)
	case f.Mirror == "" && renamed && alone:
		r.outf("%s.%s: programs of before fail from the migration until they are replaced. Without that, instead of this:\n", f.Resource.Name, f.Name)
		r.outf("  svcgen rename field %s %s %s --in-two-steps\n", path, f.Before.Name, f.Name)
	}
}
