package spec

import (
	"bytes"
	"encoding/json"
	"strings"
)

const (
	schemaDialect = "https://json-schema.org/draft/2020-12/schema"
	namePattern   = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
)

// object is a part of a JSON Schema. Its keys are sorted when it is printed.
type object = map[string]any

// Schema is the JSON Schema of svcgen.yaml and of a spec of one file, for editors. It says what is generated now, and
// cannot say all that Parse checks.
func Schema() []byte {
	defs := definitions()
	defs["service"] = closed(serviceProperties(), "resources")
	return schema(workspaceSchema(), "the spec of a workspace", defs)
}

func workspaceSchema() object {
	return closed(object{
		"version":     object{"const": 1, "description": "version of the spec language"},
		"module":      object{"type": "string", "description": "Go module path; its last element names the workspace", "examples": []string{"github.com/acme/shop"}},
		"description": describe("what the workspace is"),
		"auth":        authSchema(),
		"roles":       array("the roles that users can have and rules can name"),
		"allow":       referring("callers", "who may call the methods that have no rule of their own"),
		"packs":       packsSchema(),
		jsonEnumsKey:  object{"enum": jsonEnums, "description": "what JSON calls the values of enums; short: draft, as the spec; proto: PRODUCT_STATUS_DRAFT"},
		"events":      driverSchema(),
		"services":    named(reference("service"), "the services, if the spec is one file; each becomes services/<name>/service.yaml"),
		"removed":     array("services to remove: their code is deleted, their databases are kept"),
	}, "version", "module", "auth")
}

func authSchema() object {
	providers := object{"type": "array", "items": object{"enum": providerWords}, "minItems": 1, "uniqueItems": true, "description": "with which people sign in; oidc: an issuer of yours"}
	password := object{"type": "boolean", "description": "with a mail address and a password, too; false keeps the passwords that there are, but nobody can sign in with one"}
	sessions := closed(object{"providers": providers, AuthPassword: password})
	sessions["anyOf"] = []object{{"required": []string{"providers"}}, {"properties": object{AuthPassword: object{"const": true}}, "required": []string{AuthPassword}}}
	sessions["description"] = "people sign in and have sessions, which the service identity keeps"
	long := closed(object{
		AuthSessions: sessions,
		AuthJWT:      object{"type": "boolean", "description": "machines call by bearer tokens of an issuer of yours"},
	}, AuthSessions)
	return object{
		"anyOf":       []object{{"enum": authWords}, long},
		"description": "how to find out who calls; none: everybody may call everything; jwt: by bearer tokens of an issuer of yours; sessions: by signing in",
	}
}

// ServiceSchema is the JSON Schema of services/<name>/service.yaml.
func ServiceSchema() []byte {
	s := closed(serviceFileProperties(), "service")
	s["if"] = object{"properties": object{"service": object{"const": Identity}}}
	s["else"] = object{"required": []string{"resources"}} // svcgen has those of identity
	return schema(s, "the spec of a service", definitions())
}

func serviceFileProperties() object {
	properties := serviceProperties()
	properties["service"] = object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the name of the service, as its directory"}
	return properties
}

func schema(s object, title string, defs object) []byte {
	s["$schema"], s["title"], s["$defs"] = schemaDialect, title, defs
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return nil // strings, lists and maps: cannot happen
	}
	return b.Bytes()
}

func serviceProperties() object {
	return object{
		"description":  describe("what the service is for"),
		"http_prefix":  object{"type": "string", "pattern": "^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", "maxLength": maxName, "description": "a segment put before the paths of the service: /v1/<prefix>/products"},
		"allow":        referring("rules", "who may call the methods of resources that have no rule for them"),
		"uses":         array("services that your code calls, beside those of refs: pricing"),
		"enums":        named(reference("enum"), "closed lists of values: product_status: [draft, active]"),
		"consumers":    consumersSchema(),
		"events":       customEventsSchema(),
		"resources":    named(reference("resource"), "what the service stores, by singular name"),
		"methods":      serviceMethodsSchema(),
		"jobs":         jobs(),
		"renamed_from": object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the service, whose code and data it keeps"},
		"removed":      gone("resources to remove with their data, and values of enums: product_status.archived"),
	}
}

func definitions() object {
	methods := make([]string, 0, len(Methods()))
	for _, m := range Methods() {
		methods = append(methods, string(m))
	}
	name := object{"type": "string", "pattern": namePattern, "maxLength": maxName}
	callers := array("anyone, signed_in, owner, service (of this workspace) or roles; any of them is enough")
	callers["minItems"] = 1
	return object{
		"name":    name,
		"callers": callers,
		"rules": object{"anyOf": []object{
			reference("callers"),
			{"type": "object", "minProperties": 1, "additionalProperties": reference("callers")},
		}},
		"transition": transition(),
		"message":    message(),
		"enum":       object{"type": "array", "items": name, "minItems": 1, "uniqueItems": true},
		"resource": closed(object{
			"description": describe("what the resource is"),
			"plural":      object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the plural of the name, if it is not the usual one"},
			"soft_delete": object{"type": "boolean", "description": "delete only marks a resource as deleted, and lists leave it out"},
			"fields":      named(reference("field"), "id, create_time, update_time and etag are always there"),
			"indexes": object{
				"type": "array", "items": object{"type": "string", "examples": []string{"category, create_time desc", "tags using gin", "unique title, category"}},
				"description": "indexes in addition to those of filter, sort, unique and ref: category, create_time desc",
			},
			"checks": named(object{
				"type": "string", "examples": []string{"ends_at > starts_at", "email or phone must be set"},
			}, "rules between fields, each with a name: period: ends_at > starts_at"),
			"renamed_from":  object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the resource, whose data it keeps"},
			"removed":       gone("fields and children to remove with their data, and values of enums: status.archived"),
			"children":      named(reference("child"), "what it holds lists of, by singular name: line: {fields: {sku: string}}; read and changed with it"),
			"hooks":         object{"type": "array", "items": object{"enum": []Hook{Prepare}}, "uniqueItems": true, "description": "functions of yours beside the check of each change; prepare: before its transaction, for calls to other systems"},
			"isolation":     object{"enum": []Isolation{Serializable}, "description": "serializable: a rule over several rows holds when they change at the same time"},
			"constraints":   constraints(),
			"validate_only": object{"type": "array", "items": object{"enum": validating()}, "minItems": 1, "uniqueItems": true, "description": "methods that clients can ask to check a request and change nothing: create, update, batch_create"},
			"expand":        expandSchema("references that clients can have read with the resource, by ?expand=category: [category]"),
			"idempotent":    object{"type": "array", "items": name, "minItems": 1, "uniqueItems": true, "description": "create, batch_create and actions that have an effect once for an Idempotency-Key, however often it is sent"},
			"seeds":         object{"type": "array", "items": object{"type": "object"}, "minItems": 1, "description": "what is there from the beginning, for development: [{sku: DEMO-1, category: {slug: demo}}]"},
			"actions":       actions(),
			"events":        eventsSchema(),
			"methods":       object{"type": "array", "items": object{"enum": methods}, "minItems": 1, "uniqueItems": true, "description": "by default create, get, list, update and delete; undelete needs soft_delete; batch_get reads up to 100 at once, batch_create creates them"},
			"owner": object{
				"description": "who owns one, for the caller owner in rules: a uuid field, several, or a ref to what has an owner; by default the field with value=caller.id",
				"anyOf":       []object{name, {"type": "array", "items": name, "minItems": 1, "uniqueItems": true}},
			},
			"allow": referring("rules", "who may call which methods: [signed_in], or {\"get, list\": [anyone], \"*\": [admin]}"),
		}, "fields"),
		"child": childSchema(),
		"field": field(),
	}
}

// field is the schema of a field in both forms.
func field() object {
	properties := object{
		"type": object{"type": "string", "pattern": "^" + typePattern() + "$", "description": "the type", "examples": []string{"string", "decimal(10,2)", "string[]"}},
		"enum": object{
			"description": "the name of an enum, or its values",
			"anyOf":       []object{{"type": "string"}, {"type": "array", "items": object{"type": "string", "pattern": namePattern}, "minItems": 1}},
		},
		"ref": object{"type": "string", "pattern": "^" + strings.Trim(namePattern, "^$") + `(\.` + strings.Trim(namePattern, "^$") + ")?$", "description": "the referenced resource, of another service with its name before it: catalog.product"},
	}
	var flags, values []string
	for _, k := range fieldKeys {
		p := object{"description": k.doc}
		switch k.form {
		case flag:
			flags = append(flags, k.name)
			p["type"] = "boolean"
		case valued:
			values = append(values, k.name)
			p["type"] = []string{"string", "number", "boolean"}
			p["examples"] = []string{strings.Trim(k.example, `"`)}
		case either:
			flags, values = append(flags, k.name), append(values, k.name)
			p["type"] = []string{"boolean", "string", "array"}
			p["examples"] = []any{true, k.example}
		}
		properties[k.name] = p
	}
	word := `(` + strings.Join(flags, "|") + `|(` + strings.Join(values, "|") + `)=("(\\.|[^"\\])*"|[^" ]\S*))`
	f := closed(properties)
	f["type"] = []string{"string", "object"}
	f["description"] = "TYPE [flag | key=value]…"
	f["pattern"] = `^\s*` + typePattern() + `(\s+` + word + `)*\s*$`
	f["examples"] = []string{"string unique len=3..32", "text optional", "int32 default=0 min=0", "enum=draft,active default=draft", "ref=category filter"}
	f["anyOf"] = []object{{"type": "string"}, {"required": []string{"type"}}, {"required": []string{"enum"}}, {"required": []string{"ref"}}}
	f["if"], f["then"] = object{"pattern": `\scurrency=`}, object{"pattern": `\scurrency=[A-Z]{3}(\s|$)`} // patterns are for texts only
	return f
}
