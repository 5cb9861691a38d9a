package spec

import (
	"fmt"
	"strings"
)

// childSchema is the schema of a child.
func childSchema() object {
	count := func(doc string) object {
		return object{"type": "integer", "minimum": 1, "maximum": maxChildren, "description": doc}
	}
	return closed(object{
		"description":  describe("what the child is"),
		"plural":       object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the name of the list, if it is not the usual plural"},
		"fields":       named(reference("field"), "a child has no id and no times of its own; unique is meant among the children of one resource"),
		"min_items":    count("the smallest number of them; without it, there may be none"),
		"max_items":    count(fmt.Sprintf("the largest number of them; without it, %d", DefaultMaxChildren)),
		"expand":       expandSchema("references that clients can have read with it, by ?expand=lines.product: [product]"),
		"renamed_from": object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the child, whose data it keeps"},
		"removed":      gone("fields to remove with their data, and values of enums: status.archived"),
	}, "fields")
}

// jobs is the schema of jobs.
func jobs() object {
	return named(object{"anyOf": []object{schedule(), jobSchema()}}, "work that runs by the clock, or when somebody starts it, each with a name: expire_drafts: 0 3 * * *")
}

func jobSchema() object {
	return closed(object{
		"schedule":     schedule(),
		"timeout":      object{"type": "string", "examples": []string{"30m", "6h"}, "description": "after which a run is ended, to go on with the next start; by default 1h"},
		"purge":        object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "svcgen writes the job: it deletes for good what is marked as deleted of this resource"},
		"after":        object{"type": "string", "examples": []string{"30d", "12h"}, "description": "for how long something has been marked as deleted before purge deletes it"},
		"renamed_from": object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the job, whose runs and code it keeps"},
	})
}

func schedule() object {
	return object{
		"type": "string", "examples": []string{"0 3 * * *", "*/15 9-17 * * 1-5"},
		"description": "minute, hour, day, month and weekday as cron has them, in UTC: 0 3 * * *; without it only people start the job",
	}
}

// actions is the schema of actions.
func actions() object {
	return named(object{"anyOf": []object{reference("transition"), action()}}, "methods beside the standard ones, each with a name: publish: status draft -> active")
}

func action() object {
	set := named(object{"type": []string{"string", "number", "boolean", "null"}}, "what it sets, too: publish_time: now, note: null; now is the time of the change")
	a := closed(object{
		"transition": referring("transition", "changes an enum field from one of some values to another one: status draft, active -> archived"),
		"set":        set,
		"request":    referring("message", "what clients send: percent: int32 min=1; its body is Go of yours"),
		"returns": object{
			"anyOf":       []object{{"type": "string"}, reference("message")},
			"description": "what it answers: the resource, or fields such as total: int64; its body is Go of yours",
		},
		"renamed_from": object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the action, whose code it keeps"},
	})
	a["minProperties"] = 1
	return a
}

// message is the schema of the fields of a request or of an answer.
func message() object {
	m := named(reference("field"), "")
	delete(m, "description")
	return m
}

func transition() object {
	name := strings.Trim(namePattern, "^$")
	return object{
		"type": "string", "pattern": `^\s*` + name + `\s+` + name + `(\s*,\s*` + name + `)*\s*->\s*` + name + `\s*$`,
		"examples": []string{"status draft, active -> archived"},
	}
}

// constraints is the schema of the user's own constraints.
func constraints() object {
	long := closed(object{
		"message": object{"type": "string", "minLength": 1, "maxLength": maxMessage, "description": "what is wrong, in one line"},
		"fields":  object{"type": "array", "items": object{"type": "string", "pattern": namePattern}, "uniqueItems": true, "description": "the fields that violate it"},
	}, "message")
	return object{
		"type": "object", "propertyNames": object{"pattern": namePattern, "maxLength": maxConstraint},
		"additionalProperties": object{"anyOf": []object{{"type": "string", "minLength": 1, "maxLength": maxMessage}, long}},
		"description":          "what clients read who violate constraints of your own migrations: rooms_free_excl: the room is taken",
	}
}
