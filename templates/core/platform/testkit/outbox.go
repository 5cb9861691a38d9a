package testkit

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// Outbox reads the events of a service that runs without its worker.
type Outbox struct {
	conn  *pgx.Conn
	names func(protoreflect.MessageDescriptor, []byte) []byte // replaces names of the API with those of protobuf; nil if they are the same
}

// NewOutbox returns the outbox in the database whose URL is in an environment variable.
func NewOutbox(tb testing.TB, variable string) *Outbox {
	tb.Helper()
	conn, err := pgx.Connect(tb.Context(), os.Getenv(variable))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = conn.Close(tb.Context()) })
	return &Outbox{conn: conn}
}

// taken are the events of a key since the last call.
func (o *Outbox) taken(tb testing.TB, key string) []event.Message {
	tb.Helper()
	rows, err := o.conn.Query(tb.Context(), "DELETE FROM outbox WHERE key = $1 RETURNING key, type, attributes, data", key)
	if err != nil {
		tb.Fatal(err)
	}
	events, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (m event.Message, err error) {
		err = row.Scan(&m.Key, &m.Type, &m.Attributes, &m.Data)
		return m, err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return events
}

// WantNone wants no event about a resource since the last call.
func (o *Outbox) WantNone(tb testing.TB, resource Object) {
	tb.Helper()
	if events := o.taken(tb, resource.Text("id")); len(events) > 0 {
		tb.Errorf("%d events, the first of type %s", len(events), events[0].Type)
	}
}

// Want wants one event about a resource since the last call: of a type, with the resource as the API answers it in a field, without fields
// that are withheld.
func (o *Outbox) Want(tb testing.TB, of, field protoreflect.Name, in protoreflect.FullName, resource Object, withheld ...string) {
	tb.Helper()
	events := o.taken(tb, resource.Text("id"))
	name := in.Append(of)
	if len(events) != 1 || events[0].Type != string(name) || events[0].Attributes[event.RequestID] == "" || events[0].Attributes[event.Version] != resource.Text("etag") {
		tb.Fatalf("got %+v, want an event of type %s", events, name)
	}
	known, err := protoregistry.GlobalTypes.FindMessageByName(name)
	if err != nil {
		tb.Fatal(err)
	}
	data := known.New()
	if err := proto.Unmarshal(events[0].Data, data.Interface()); err != nil {
		tb.Fatal(err)
	}
	told := data.Get(data.Descriptor().Fields().ByName(field)).Message()
	want := told.New().Interface()
	body, err := json.Marshal(resource)
	if err != nil {
		tb.Fatal(err)
	}
	if o.names != nil {
		body = o.names(told.Descriptor(), body)
	}
	if err := protojson.Unmarshal(body, want); err != nil {
		tb.Fatal(err)
	}
	if want = event.Without(want, withheld...); !proto.Equal(told.Interface(), want) {
		tb.Errorf("the event has %v, the API %v", told.Interface(), want)
	}
	if changed := data.Descriptor().Fields().ByName("changed"); changed != nil && !data.Has(changed) {
		tb.Error("the event does not say what has changed")
	}
}
