package build

import (
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// memberBefore returns the name that an action or a job had in the last run, in which its kind had the known names; "" if it is new.
func (b *builder) memberBefore(kind spec.MemberKind, known []string, m spec.Former) string {
	was, ok := lineage.Member(known, m)
	if !ok {
		b.problem(m.Pos, "delete renamed_from if the "+string(kind)+" is new", "%s %q: renamed_from names %q, but the last run had no such %s", kind, m.Name, m.RenamedFrom, kind)
	}
	return was
}
