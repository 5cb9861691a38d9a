package spec

import "strings"

// ConsumerWords documents the keys of a consumer.
func ConsumerWords() []WordDoc { return words(consumerKeys, consumer()) }

func driverSchema() object {
	s := closed(object{"driver": object{"enum": Drivers(), "description": "what carries events; postgres, the default: a database of their own; kafka: topics of brokers; sqs: FIFO queues of AWS"}})
	s["description"] = "how events get from one service to others"
	return s
}

// eventsSchema is the schema of the events of a resource.
func eventsSchema() object {
	name := strings.Trim(namePattern, "^$")
	return object{
		"type": "array", "minItems": 1, "uniqueItems": true,
		"items":       object{"type": "string", "pattern": `^` + name + `( as ` + name + `)?$`, "examples": []string{Created, Updated, Deleted, Undeleted, "pay as paid"}},
		"description": "what other services hear of: [created, updated, deleted, undeleted], actions, and actions with another name: pay as paid",
	}
}

// consumersSchema is the schema of the consumers of a service.
func consumersSchema() object {
	return named(object{"anyOf": []object{eventRefs(""), consumer()}}, "functions of yours that handle events, of this service and others: forget_product: catalog.product.deleted")
}

func consumer() object {
	c := closed(object{
		"on":           eventRefs("the events: catalog.product.deleted, catalog.product for all of a product, or a list of them"),
		"topic":        object{"type": "string", "pattern": `^[A-Za-z0-9._-]{1,249}$`, "examples": []string{"prices.v1"}, "description": "instead of on: a topic of others in Kafka, whose records it gets as they are"},
		"on_error":     object{"enum": onErrors(), "description": "what becomes of an event that fails ten times: dlq puts it aside, block holds up what follows it under its key, drop forgets it; dlq by default"},
		"from":         object{"enum": []string{"start", "now"}, "description": "start: begins with the oldest event that there is, the default; now: with what is published from now on"},
		"renamed_from": object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the consumer, whose place it keeps"},
	})
	c["oneOf"] = []object{{"required": []string{"on"}}, {"required": []string{"topic"}}}
	return c
}

// eventRefs is one event or a list of them.
func eventRefs(doc string) object {
	name := strings.Trim(namePattern, "^$")
	one := object{"type": "string", "pattern": `^` + name + `(\.` + name + `){1,2}$`}
	refs := object{"anyOf": []object{one, {"type": "array", "items": one, "minItems": 1, "uniqueItems": true}}}
	if doc != "" {
		refs["description"] = doc
	}
	return refs
}
