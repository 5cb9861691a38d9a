package worker

import (
	"errors"

	"github.com/svcgen/svcgen/templates/core/platform/app"
)

var errNoRewind = errors.New("a queue has no events that were received, so none can be handled again: the command announce of the service that publishes them sends the state of each row")

// QueueCommands returns what Commands does, for a bus that deletes what was received: rewind says that it is not possible.
func QueueCommands[C any](service func(C) Service, others ...app.Command[C]) []app.Command[C] {
	commands := Commands(service, others...)
	for i := range commands {
		if commands[i].Name == "rewind" {
			commands[i].Help = "not possible: queues have no events that were received"
			commands[i].Check = func([]string) error { return errNoRewind }
		}
	}
	return commands
}
