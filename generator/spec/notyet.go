package spec

import (
	"slices"
	"strings"
)

// scope is a part of the language with its own words.
type scope string

const (
	inWorkspace     scope = "svcgen.yaml"
	inService       scope = "a service"
	inResource      scope = "a resource"
	inField         scope = "a field"
	inChild         scope = "a child"
	inType          scope = "a type"
	inMethods       scope = "methods"
	inAction        scope = "an action"
	inServiceMethod scope = "a method"
	inJob           scope = "a job"
	inHooks         scope = "hooks"
	inIsolation     scope = "isolation"
	inConstraint    scope = "a constraint"
	inAuth          scope = "auth"
	inSessions      scope = "sessions"
	inProviders     scope = "providers"
	inCallers       scope = "allow"
	inPacks         scope = "packs"
	inEvents        scope = "events"
	inDrivers       scope = "drivers"
	inConsumer      scope = "a consumer"
	inValue         scope = "value"
	inJSONEnums     scope = "json_enums"
)

// notYet are the words of the language that svcgen does not generate yet. They are refused by name. A change that adds one of
// them moves it from here to the words that are read.
var notYet = map[scope][]string{
	inWorkspace: {"defaults", "renamed_from", "tenant"},
	inResource:  {"tenant"},
	inChild:     {"children", "checks", "indexes"},
	inAuth:      {"api_keys", "passkeys", "mfa", "magic_link", "saml", "tenant"},
	inSessions:  {"passkeys", "mfa", "magic_link", "saml", "tenant"},
	inProviders: {"passkeys", "magic_link", "saml"},
	inDrivers:   {"nats"},
}

// unknown reports a word that the language does not have, or not yet.
func (r *report) unknown(at Pos, what, word string, in scope, known []string) {
	later := notYet[in]
	if slices.Contains(later, word) {
		r.add(at, "", "%s is not generated yet", quote(word))
		return
	}
	stem := word
	if end := strings.IndexAny(word, "(<"); end > 0 { // varchar(20), list<string>
		stem = word[:end]
	}
	hint := orElse(DidYouMean(word, known), synonyms[in][stem])
	if next := Nearest(word, later); hint == "" && next != "" {
		hint = quote(next) + " is not generated yet"
	}
	if hint == "" && len(known) > 0 && len(known) <= 15 {
		hint = "allowed: " + enumerate(known)
	}
	r.add(at, hint, "unknown %s %s", what, quote(word))
}

// synonyms are hints for the words of other tools that are too different for DidYouMean.
var synonyms = map[scope]map[string]string{
	inWorkspace: {
		"name":      "the workspace is named after the last element of module",
		"resources": "resources belong to a service: services: {catalog: {resources: …}}",
	},
	inService: {
		"name":     "the key is service",
		"models":   "the key is resources",
		"entities": "the key is resources",
		"tables":   "the key is resources",
		"fields":   "fields belong to a resource: resources: {product: {fields: …}}",
	},
	inServiceMethod: {
		"response": "the key is returns", "answer": "the key is returns", "path": "the key is http: POST /quotes", "transition": "it belongs to an action of a resource",
	},
	inJSONEnums: {
		"spec": `did you mean "short"?`, "lower": `did you mean "short"?`, "long": `did you mean "proto"?`, "protobuf": `did you mean "proto"?`,
	},
	inConsumer: {
		"events": "the key is on", "event": "the key is on", "timeout": "it is a setting: CATALOG_HANDLER_TIMEOUT=30s for a service catalog",
		"retries": "it is a setting: CATALOG_MAX_ATTEMPTS=10 for a service catalog", "order": "events of one key are always handled in their order",
	},
	inJob: {
		"retention": "the keys are purge and after", "concurrency": "a job never runs twice at a time", "retries": "a run that fails is tried again by itself", "command": "the code is in internal/<service>/<job>.job.go",
		"every": `write schedule: "*/15 * * * *"`, "cron": "the key is schedule", "timezone": "schedules are in UTC", "time_zone": "schedules are in UTC",
	},
	inProviders: {
		AuthPassword: "password: true stands beside providers",
	},
	inHooks: {
		"check": "check is always there: see internal/<service>/<resource>.go",
	},
	inIsolation: {
		"read_committed": "leave isolation out for READ COMMITTED", "repeatable_read": "serializable is for rules over several rows; leave isolation out for READ COMMITTED",
	},
	inResource: {
		"columns":    "the key is fields",
		"attributes": "the key is fields",
		"properties": "the key is fields",
		"rules":      "the key is checks",
		"validate":   "the key is checks",
		"unique":     `unique is a flag of a field; for several fields write indexes: ["unique title, category"]`,
	},
	inType: {
		"int": `did you mean "int32"?`, "integer": `did you mean "int32"?`, "int16": `did you mean "int32"?`, "long": `did you mean "int64"?`,
		"bigint": `did you mean "int64"?`, "uint64": `did you mean "int64"?`, "uint32": `did you mean "int64"?`,
		"float": `did you mean "float64"?`, "float32": `did you mean "float64"?`, "double": `did you mean "float64"?`, "real": `did you mean "float64"?`,
		"numeric": `did you mean "decimal(10,2)"?`, "number": `did you mean "int64"?`,
		"boolean": `did you mean "bool"?`, "str": `did you mean "string"?`, "varchar": "write string len=..20", "char": `did you mean "string"?`,
		"datetime": `did you mean "timestamp"?`, "timestamptz": `did you mean "timestamp"?`, "time": `did you mean "timestamp"?`, "interval": `did you mean "duration"?`,
		"jsonb": `did you mean "json"?`, "object": `did you mean "json"?`, "map": `did you mean "json"?`,
		"blob": `did you mean "bytes"?`, "binary": `did you mean "bytes"?`, "bytea": `did you mean "bytes"?`,
		"price": "write money currency=EUR", "amount": "write money currency=EUR",
		"guid": `did you mean "uuid"?`, "id": `did you mean "uuid"?`,
		"array": "write string[]", "list": "write string[]",
		"email": "write string email", "uri": "write string uri", "url": "write string uri", "hostname": "write string hostname", "ip": "write string ip",
	},
	inField: {
		"required": "a field is required unless it is optional or has a default, value or output_only",
		"nullable": `did you mean "optional"?`, "null": `did you mean "optional"?`,
		"readonly": `did you mean "output_only"?`, "read_only": `did you mean "output_only"?`,
		"secret": `did you mean "sensitive"?`, "hidden": `did you mean "sensitive"?`,
		"index": "filter and sort make their own indexes; write others under indexes: of the resource",
		"regex": `did you mean "pattern"?`, "regexp": `did you mean "pattern"?`,
		"max_len": "write len=..32", "maxlen": "write len=..32", "max_length": "write len=..32", "min_len": "write len=3..", "min_length": "write len=3..",
		"size": "write len=..32", "url": `did you mean "uri"?`, "values": "write enum=draft,active", "references": "write ref=product",
		"using": "write the index under indexes: of the resource", "gin": "write the index under indexes: of the resource",
		"enum":        "it is a type: write enum=draft,active in the place of string",
		"primary_key": "every resource has an id", "comment": `did you mean "description"?`,
	},
}

// enumerate joins words for a message: a, b and c.
func enumerate(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
