package lineage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Loss is something that the last run knew and the spec does not mention any more. With it data would go, so a person says
// whether it was renamed or removed.
type Loss struct {
	Pos     spec.Pos // where one of the lines belongs
	What    string   // field "note" of product
	Choices []Choice

	Service, Resource string // that lost a field; "" for other losses
}

// Choice is one way to say what became of it.
type Choice struct {
	Line   string // to be written into the spec: renamed_from=note
	Where  string // where it is to be written: "to field remark of product"
	Effect string // what follows from it, in a few words

	// The same for programs: what spec.DeclareRenamed or spec.DeclareRemoved is to write, and where. Name is "" if neither
	// can write it, so that a person has to write the Line.
	Rename bool        // renamed_from rather than removed
	Target spec.Target // the element that the line stands in
	Name   string      // what is declared: note; in removed status.archived, or status.archived -> old
}

// LossError tells that a person has to decide what became of things that the spec does not mention any more.
type LossError struct{ Losses []Loss }

func (e *LossError) Error() string {
	var b strings.Builder
	for i, l := range e.Losses {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s:%d: %s is not in the spec any more", l.Pos.File, l.Pos.Line, l.What)
		for _, c := range l.Choices {
			fmt.Fprintf(&b, "\n  %-32s %s: %s", c.Line, c.Where, c.Effect)
		}
	}
	return b.String()
}

func fieldLoss(ss *spec.Service, sr *spec.Resource, old *ledger.Resource, f *ledger.Field) Loss {
	l := Loss{Pos: sr.Pos, What: fmt.Sprintf("field %q of %s", f.Name, sr.Name), Service: ss.Name, Resource: sr.Name}
	for _, sf := range sr.Fields {
		if Field(old, sr, sf) != nil || sf.Type != f.Type || sf.Repeated != f.Repeated {
			continue
		}
		l.Choices = append(l.Choices, Choice{
			Line: "renamed_from=" + f.Name, Where: "add it to field " + sf.Name, Effect: "the data of " + f.Name + " move to " + sf.Name,
			Rename: true, Target: spec.Target{Service: ss.Name, Resource: sr.Name, Field: sf.Name}, Name: f.Name,
		})
	}
	l.Choices = append(l.Choices, inResource(ss, sr).removal(f.Name, "its data are deleted"))
	return l
}

func softDeleteLoss(ss *spec.Service, sr *spec.Resource) Loss {
	return Loss{
		Pos: sr.Pos, What: "soft_delete of " + sr.Name,
		Choices: []Choice{
			{
				Line: "soft_delete: true", Where: "write it back in resource " + sr.Name, Effect: "nothing is lost",
				Target: spec.Target{Service: ss.Name, Resource: sr.Name},
			},
			inResource(ss, sr).removal("delete_time", "what is marked as deleted is deleted"),
		},
	}
}

func resourceLoss(ss *spec.Service, old *ledger.Service, r *ledger.Resource) Loss {
	l := Loss{Pos: ss.Pos, What: fmt.Sprintf("resource %q", r.Name)}
	for _, sr := range ss.Resources {
		if Resource(old, ss, sr) == nil {
			l.Choices = append(l.Choices, Choice{
				Line: "renamed_from: " + r.Name, Where: "add it to resource " + sr.Name, Effect: "the data of " + r.Name + " move to " + sr.Name,
				Rename: true, Target: spec.Target{Service: ss.Name, Resource: sr.Name}, Name: r.Name,
			})
		}
	}
	l.Choices = append(l.Choices, inService(ss).removal(r.Name, "its table is deleted"))
	return l
}

// serviceLoss offers the new services that keep something of the kind that the old one kept.
func serviceLoss(last *ledger.Ledger, s *spec.Spec, old *ledger.Service) Loss {
	l := Loss{Pos: s.Pos, What: "service " + strconv.Quote(old.Name)}
	for _, ss := range s.Services {
		fits := func(sr *spec.Resource) bool {
			return old.LiveResource(sr.Name) != nil || old.LiveResource(sr.RenamedFrom) != nil
		}
		if Service(last, s, ss) == nil && slices.ContainsFunc(ss.Resources, fits) {
			l.Choices = append(l.Choices, Choice{
				Line: "renamed_from: " + old.Name, Where: "add it to service " + ss.Name,
				Effect: "code, data and what you wrote move to " + ss.Name,
				Rename: true, Target: spec.Target{Service: ss.Name}, Name: old.Name,
			})
		}
	}
	workspace := element{spec.Target{}, spec.WorkspaceFile, s.Removed}
	l.Choices = append(l.Choices, workspace.removal(old.Name, "its code is deleted; its database is left alone"))
	return l
}

// ValueLoss is the loss of a value of an enum.
func ValueLoss(ss *spec.Service, enum *spec.Enum, old *ledger.Enum, value string) Loss {
	l := Loss{Pos: enum.Pos, What: fmt.Sprintf("value %q of enum %s", value, enum.Name)}
	in, prefix := inService(ss), enum.Name
	for _, sr := range ss.Resources {
		for _, sf := range sr.Fields {
			if sf.Enum == enum.Name && sf.Values != nil {
				l.What = fmt.Sprintf("value %q of field %s of %s", value, sf.Name, sr.Name)
				in, prefix = inResource(ss, sr), sf.Name
			}
		}
	}
	for _, v := range enum.Values {
		if old.Value(v) == nil {
			l.Choices = append(l.Choices, in.removal(prefix+"."+value+" -> "+v, "it is called "+v+" now"))
		}
	}
	l.Choices = append(l.Choices, in.removal(prefix+"."+value, "nothing may have it any more"))
	return l
}

// element is a part of the spec that has a list of what is removed from it.
type element struct {
	target  spec.Target
	name    string // service catalog
	removed []spec.Removal
}

func inService(ss *spec.Service) element {
	return element{spec.Target{Service: ss.Name}, "service " + ss.Name, ss.Removed}
}

func inResource(ss *spec.Service, sr *spec.Resource) element {
	return element{spec.Target{Service: ss.Name, Resource: sr.Name}, "resource " + sr.Name, sr.Removed}
}

// removal adds a name to what is removed from the element.
func (e element) removal(name, effect string) Choice {
	names := make([]string, 0, len(e.removed)+1)
	for _, r := range e.removed {
		if r.Instead != "" {
			r.Name += " -> " + r.Instead
		}
		names = append(names, r.Name)
	}
	line := "removed: [" + strings.Join(append(names, name), ", ") + "]"
	return Choice{Line: line, Where: "add it to " + e.name, Effect: effect, Target: e.target, Name: name}
}
