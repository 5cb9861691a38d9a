package testkit

import "github.com/svcgen/svcgen/templates/core/platform/restjson"

// ReadShortEnums returns o, which from now on reads the short names that the JSON of the API has for the values of enums.
func (o *Outbox) ReadShortEnums() *Outbox {
	o.names = restjson.ProtoNames
	return o
}
