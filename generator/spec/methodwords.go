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
