package build

import (
	"cmp"
	"fmt"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// queues sets the queues in which consumers get their events if SQS carries them. A consumer keeps the one of the last run, since events may
// be under way in it; a new one gets its own name, or one that is free if a consumer that was renamed has that queue.
func (b *builder) queues(d draft) {
	taken := map[string]bool{}
	for _, s := range d.model.Workspace.Services {
		for _, c := range s.Consumers {
			taken[c.Queue] = true
		}
	}
	for _, c := range d.model.Consumers {
		if c.Queue != "" {
			continue
		}
		c.Queue = c.QueueName()
		for n := 2; taken[c.Queue]; n++ {
			c.Queue = fmt.Sprint(c.QueueName(), "_", n)
		}
		taken[c.Queue] = true
	}
}

// queueBefore returns the queue that a consumer had in the last run; "" if it had none.
func queueBefore(c *model.Consumer, old *ledger.Service) string {
	if old == nil || old.Bus != string(spec.SQSBus) {
		return ""
	}
	for _, before := range old.Consumers {
		if before.Name == c.Was {
			return cmp.Or(before.Queue, old.Name+"."+before.Name)
		}
	}
	return ""
}
