package spec

import "slices"

// validating are the methods that can have validate_only.
func validating() []Method { return []Method{Create, Update, BatchCreate} }

// readValidateOnly reads validate_only: [create, update]. The methods and hooks of the resource are known.
func (s *serviceDecl) readValidateOnly(r *Resource, e entry) {
	r.ValidateOnly = s.methodsWith(r, e, validating())
	if slices.Contains(r.Hooks, Prepare) {
		s.add(e.key.pos(), "remove one of them", "validate_only does not go with the hook prepare, whose calls to other systems nothing takes back")
	}
}

// requestID is the field of requests that holds the key.
const requestID = "request_id"

// readIdempotent reads idempotent: [create, pay]. The methods and actions of the resource are known.
func (s *serviceDecl) readIdempotent(r *Resource, e entry) {
	able := []Method{Create, BatchCreate}
	for _, a := range r.Actions {
		able = append(able, Method(a.Name))
	}
	r.Idempotent = s.methodsWith(r, e, able)
	if r.Name == requestID || r.Name == "get_"+requestID {
		s.add(e.key.pos(), "give the resource another name", "idempotent does not go with a resource of this name, which is that of the key in requests")
	}
}

// methodsWith reads a list of methods of the resource that a word is about. able are the methods that it can be about.
func (s *serviceDecl) methodsWith(r *Resource, e entry, able []Method) []Method {
	var methods []Method
	for _, i := range s.words(e) {
		switch m := Method(i.text); {
		case !slices.Contains(able, m):
			s.unknown(i.at.pos(), "method", i.text, inMethods, texts(able))
		case !slices.Contains(r.AllMethods(), m):
			s.add(i.at.pos(), "add "+i.text+" to methods", "resource %s has no method %s", quote(r.Name), quote(i.text))
		case slices.Contains(methods, m):
			s.add(i.at.pos(), "", "method %s is named twice", quote(i.text))
		default:
			methods = append(methods, m)
		}
	}
	slices.SortFunc(methods, func(x, y Method) int { return slices.Index(able, x) - slices.Index(able, y) })
	return methods
}
