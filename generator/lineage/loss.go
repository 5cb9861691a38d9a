package lineage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Loss is something that the last run had and the spec does not mention any more. Its data would be deleted, so the user has to
// decide whether it was renamed or removed.
type Loss struct {
	Pos     spec.Pos // where one of the lines belongs
	What    string   // field "note" of product
	Choices []Choice

	Service, Resource string // resource that lost a field; "" for other losses
}

// Choice is one way to declare what happened to something that is lost.
type Choice struct {
	Line   string // line for the spec: renamed_from=note
	Where  string // where the line belongs: add it to field remark
	Effect string // what the line does, in a few words

	// The same as arguments of spec.DeclareRenamed or spec.DeclareRemoved. Name is "" if neither can write the line, so that the
	// user has to.
	Rename bool        // renamed_from, not removed
	Target spec.Target // element that the line belongs to
	Name   string      // name to declare: note; for a value status.archived, or status.archived -> old

	Edit *spec.TextEdit // writes the line; nil if it is not known
}

// LossError reports that the user has to decide what happened to things that the spec does not mention any more.
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
				Line: "soft_delete: true", Where: "restore it in resource " + sr.Name, Effect: "nothing is lost",
				Target: spec.Target{Service: ss.Name, Resource: sr.Name},
			},
			inResource(ss, sr).removal("delete_time", "soft-deleted rows are deleted for good"),
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
	if ss.Builtin {
		l.Choices = append(l.Choices, Choice{Line: "password: false", Where: "write it in sessions in " + spec.WorkspaceFile, Effect: "its rows stay, and nobody can sign in with a password"})
	}
	return l
}

// childLoss offers the new children of the same resource, and the removal.
func childLoss(old *ledger.Service, ss *spec.Service, sr *spec.Resource, lost *ledger.Resource) Loss {
	l := Loss{Pos: sr.Pos, What: fmt.Sprintf("child %q of %s", lost.Child.Key, sr.Name)}
	for _, c := range sr.Children {
		if Resource(old, ss, c) == nil {
			l.Choices = append(l.Choices, Choice{
				Line: "renamed_from: " + lost.Child.Key, Where: "add it to child " + c.Child.Key, Effect: "the data of " + lost.Child.Key + " move to " + c.Child.Key,
				Rename: true, Target: spec.Target{Service: ss.Name, Resource: c.Name}, Name: lost.Child.Key,
			})
		}
	}
	l.Choices = append(l.Choices, inResource(ss, sr).removal(lost.Child.Key, "its table is deleted"))
	return l
}

// serviceLoss offers the new services that have a resource of the old one: it may have been renamed to one of them.
func serviceLoss(last *ledger.Ledger, s *spec.Spec, old *ledger.Service) Loss {
	l := Loss{Pos: s.Pos, What: "service " + strconv.Quote(old.Name)}
	for _, ss := range s.Services {
		fits := func(sr *spec.Resource) bool {
			return old.LiveResource(sr.Name) != nil || old.LiveResource(sr.RenamedFrom) != nil
		}
		if Service(last, s, ss) == nil && slices.ContainsFunc(ss.Resources, fits) {
			l.Choices = append(l.Choices, Choice{
				Line: "renamed_from: " + old.Name, Where: "add it to service " + ss.Name,
				Effect: "code, data and your edits move to " + ss.Name,
				Rename: true, Target: spec.Target{Service: ss.Name}, Name: old.Name,
			})
		}
	}
	workspace := element{spec.Target{}, spec.WorkspaceFile, s.Removed}
	l.Choices = append(l.Choices, workspace.removal(old.Name, "its code is deleted; its database is left alone"))
	return l
}

// ValueLoss returns the loss of a value of an enum.
func ValueLoss(ss *spec.Service, enum *spec.Enum, old *ledger.Enum, value string) Loss {
	l := Loss{Pos: enum.Pos, What: fmt.Sprintf("value %q of enum %s", value, enum.Name)}
	in, prefix := inService(ss), enum.Name
	for _, sr := range ss.Stored() {
		for _, sf := range sr.Fields {
			if sf.Enum == enum.Name && sf.Values != nil {
				l.What = fmt.Sprintf("value %q of field %s of %s", value, sf.Name, sr.Name)
				in, prefix = inResource(ss, sr), sf.Name
			}
		}
	}
	for _, v := range enum.Values {
		if old.Value(v) == nil {
			l.Choices = append(l.Choices, in.removal(prefix+"."+value+" -> "+v, "it is renamed to "+v))
		}
	}
	l.Choices = append(l.Choices, in.removal(prefix+"."+value, "rows must not have it any more"))
	return l
}

// element is a part of the spec with a list named removed.
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

// removal returns the choice to add a name to the removed list of the element.
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
