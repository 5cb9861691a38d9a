package model

import (
	"cmp"

	"github.com/svcgen/svcgen/generator/spec"
)

// Bus returns what carries the events of the workspace; "" if it has none.
func (m *Model) Bus() spec.Driver {
	if !m.HasEvents() {
		return ""
	}
	return cmp.Or(m.Driver, spec.PostgresBus)
}

// BusIsKafka reports whether Kafka carries the events of the workspace.
func (m *Model) BusIsKafka() bool { return m.Bus() == spec.KafkaBus }

// BusIsSQS reports whether queues of SQS carry the events of the workspace.
func (m *Model) BusIsSQS() bool { return m.Bus() == spec.SQSBus }

// BusIsPostgres reports whether PostgreSQL carries the events of the workspace.
func (m *Model) BusIsPostgres() bool { return m.Bus() == spec.PostgresBus }
