package domain

import "github.com/svcgen/svcgen/generator/model"

// tellArg returns the last argument of change<Resource>, with a comma before it: what makes the event of a method. It is "" if
// change<Resource> publishes none.
func tellArg(r *model.Resource, m model.Method) string {
	e := r.EventOf(&m)
	switch {
	case !r.TellsChanges():
		return ""
	case e == nil:
		return ", nil"
	case e.IsUpdate():
		return ", func(before, after *" + r.GoName + ") " + r.Service.EventName + " { return " + e.GoName + "{before, after} }"
	}
	return ", func(_, after *" + r.GoName + ") " + r.Service.EventName + " { return " + e.GoName + "{after} }"
}
