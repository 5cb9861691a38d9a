package model

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Loss is something that the last run knew and the spec does not mention any more. With it data would go, so a person says
// whether it was renamed or removed.
type Loss struct {
	Pos     spec.Pos // where one of the lines belongs
	What    string   // field "note" of product
	Choices []Choice

	resource string // that lost a field
}

// Choice is one way to say what became of it.
type Choice struct {
	Line   string // to be written into the spec: renamed_from=note
	Where  string // where it is to be written: "to field remark of product"
	Effect string // what follows from it, in a few words
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

func fieldLoss(sr *spec.Resource, old *ResourceEntry, f *FieldEntry) Loss {
	l := Loss{Pos: sr.Pos, What: fmt.Sprintf("field %q of %s", f.Name, sr.Name), resource: sr.Name}
	for _, sf := range sr.Fields {
		if before, _ := fieldBefore(old, sf); before != nil || sf.Type != f.Type || sf.Repeated != f.Repeated {
			continue
		}
		l.Choices = append(l.Choices, Choice{
			Line: "renamed_from=" + f.Name, Where: "add it to field " + sf.Name, Effect: "the data of " + f.Name + " move to " + sf.Name,
		})
	}
	l.Choices = append(l.Choices, removal(sr.Removed, f.Name, "resource "+sr.Name, "its data are deleted"))
	return l
}

func softDeleteLoss(sr *spec.Resource) Loss {
	return Loss{
		Pos: sr.Pos, What: "soft_delete of " + sr.Name,
		Choices: []Choice{
			{Line: "soft_delete: true", Where: "write it back in resource " + sr.Name, Effect: "nothing is lost"},
			removal(sr.Removed, "delete_time", "resource "+sr.Name, "what is marked as deleted is deleted"),
		},
	}
}

func resourceLoss(ss *spec.Service, old *ServiceEntry, r *ResourceEntry) Loss {
	l := Loss{Pos: ss.Pos, What: fmt.Sprintf("resource %q", r.Name)}
	for _, sr := range ss.Resources {
		if before, _ := resourceBefore(old, sr); before == nil {
			l.Choices = append(l.Choices, Choice{
				Line: "renamed_from: " + r.Name, Where: "add it to resource " + sr.Name, Effect: "the data of " + r.Name + " move to " + sr.Name,
			})
		}
	}
	l.Choices = append(l.Choices, removal(ss.Removed, r.Name, "service "+ss.Name, "its table is deleted"))
	return l
}

func valueLoss(ss *spec.Service, enum *spec.Enum, old *EnumEntry, value string) Loss {
	l := Loss{Pos: enum.Pos, What: fmt.Sprintf("value %q of enum %s", value, enum.Name)}
	have, prefix, where := ss.Removed, enum.Name, "service "+ss.Name
	for _, sr := range ss.Resources {
		for _, sf := range sr.Fields {
			if sf.Enum == enum.Name && sf.Values != nil {
				l.What = fmt.Sprintf("value %q of field %s of %s", value, sf.Name, sr.Name)
				have, prefix, where = sr.Removed, sf.Name, "resource "+sr.Name
			}
		}
	}
	for _, v := range enum.Values {
		if old.value(v) == nil {
			l.Choices = append(l.Choices, removal(have, prefix+"."+value+" -> "+v, where, "it is called "+v+" now"))
		}
	}
	l.Choices = append(l.Choices, removal(have, prefix+"."+value, where, "nothing may have it any more"))
	return l
}

func removal(have []spec.Removal, name, where, effect string) Choice {
	names := make([]string, 0, len(have)+1)
	for _, r := range have {
		if r.Instead != "" {
			r.Name += " -> " + r.Instead
		}
		names = append(names, r.Name)
	}
	return Choice{Line: "removed: [" + strings.Join(append(names, name), ", ") + "]", Where: "add it to " + where, Effect: effect}
}
