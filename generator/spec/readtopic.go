package spec

import (
	"cmp"
	"strings"
)

// readTopic reads the name of a topic of others.
func (s *serviceDecl) readTopic(c *Consumer, e entry) {
	name := e.value.text
	odd := strings.ContainsFunc(name, func(char rune) bool {
		return !isName(strings.ToLower(string(char))) && !strings.ContainsRune("0123456789._-", char)
	})
	switch {
	case !e.value.scalar():
		s.unfit(e, "the name of a topic")
	case name == "" || name == "." || name == ".." || len(name) > maxTopic || odd:
		s.add(e.value.pos(), "letters of ASCII, digits, dots, - and _, 249 at most", "%s is not the name of a topic in Kafka", quote(name))
	default:
		c.Topic, c.TopicPos = name, e.value.pos()
	}
}

// maxTopic is the length of the longest name of a topic in Kafka.
const maxTopic = 249

// linkTopic checks that a topic of others can be read.
func (p *parse) linkTopic(c *Consumer) {
	if c.Topic != "" && p.spec.Driver != KafkaBus {
		p.add(c.TopicPos, "events: {driver: kafka} in "+WorkspaceFile, "only Kafka has topics that others write to, and %s carries the events of this workspace", cmp.Or(p.spec.Driver, PostgresBus))
	}
}

// linkStart checks that there is a start from which a consumer can begin, if it asks for that.
func (p *parse) linkStart(c *Consumer) {
	if c.StartPos != (Pos{}) && p.spec.Driver == SQSBus {
		p.add(c.StartPos, "leave from out, and run announce in the worker of the service that publishes: it sends the state of each row",
			"consumer %s cannot begin from the start: a queue of SQS has nothing from before it was there", quote(c.Name))
	}
}
