package protoconv

import (
	"strconv"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Enum converts between an enum of the API and one of the domain.
type Enum[API apiEnum, Domain ~string] struct {
	toDomain map[API]Domain
	toAPI    map[Domain]API
	allowed  string // what a violation says
}

type apiEnum interface {
	comparable
	protoreflect.Enum
}

// NewEnum returns an Enum of values, which lack the one that means "not sent".
func NewEnum[API apiEnum, Domain ~string](values map[API]Domain) Enum[API, Domain] {
	var unspecified API
	e := Enum[API, Domain]{toDomain: values, toAPI: make(map[Domain]API, len(values)), allowed: errs.OneOf(enumNames(unspecified.Descriptor()))}
	for api, domain := range values {
		e.toAPI[domain] = api
	}
	return e
}

// ToProto converts a value of the domain.
func (e Enum[API, Domain]) ToProto(value Domain) API { return e.toAPI[value] }

// Parse converts a value of the API. For a value that the domain does not have it adds a violation, which names the values that a
// client can send.
func (e Enum[API, Domain]) Parse(v *errs.Violations, field string, value API) Domain {
	domain, ok := e.toDomain[value]
	if !ok {
		v.Add(field, e.allowed)
	}
	return domain
}

// ParseOptional is Parse for an optional field; nil stays nil.
func (e Enum[API, Domain]) ParseOptional(v *errs.Violations, field string, value *API) *Domain {
	if value == nil {
		return nil
	}
	return new(e.Parse(v, field, *value))
}

// ParseList is Parse for a repeated field. A violation names the element: days[2].
func (e Enum[API, Domain]) ParseList(v *errs.Violations, field string, values []API) []Domain {
	out := make([]Domain, len(values))
	for i, value := range values {
		out[i] = e.Parse(v, field+"["+strconv.Itoa(i)+"]", value)
	}
	return out
}

// Names maps the names that clients use in filters to the values of the domain.
func (e Enum[API, Domain]) Names() map[string]string {
	names := make(map[string]string, len(e.toDomain))
	for api, domain := range e.toDomain {
		names[string(api.Descriptor().Values().ByNumber(api.Number()).Name())] = string(domain)
	}
	return names
}

// enumNames returns the names of an enum's values except that of 0, which means "not sent".
func enumNames(enum protoreflect.EnumDescriptor) []string {
	var names []string
	for i := range enum.Values().Len() {
		if value := enum.Values().Get(i); value.Number() != 0 {
			names = append(names, string(value.Name()))
		}
	}
	return names
}
