package testkit

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

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
	e, data := o.want(tb, in.Append(of), field, resource, withheld)
	if e.Attributes[event.RequestID] == "" {
		tb.Error("the event does not say which request it is from")
	}
	if changed := data.Descriptor().Fields().ByName("changed"); changed != nil && !data.Has(changed) {
		tb.Error("the event does not say what has changed")
	}
}

// WantState wants what Want does, of an event that was announced: it does not say what has changed.
func (o *Outbox) WantState(tb testing.TB, of, field protoreflect.Name, in protoreflect.FullName, resource Object, withheld ...string) {
	tb.Helper()
	_, data := o.want(tb, in.Append(of), field, resource, withheld)
	if changed, ok := data.Get(data.Descriptor().Fields().ByName("changed")).Message().Interface().(*fieldmaskpb.FieldMask); !ok || len(changed.GetPaths()) > 0 {
		tb.Errorf("the event says that %v has changed", changed.GetPaths())
	}
}

func (o *Outbox) want(
	tb testing.TB, name protoreflect.FullName, field protoreflect.Name, resource Object, withheld []string,
) (event.Message, protoreflect.Message) {
	tb.Helper()
	events := o.taken(tb, resource.Text("id"))
	if len(events) != 1 || events[0].Type != string(name) || events[0].Attributes[event.Version] != resource.Text("etag") {
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
	for _, path := range withheld {
		if tells(told, path) {
			tb.Errorf("the event tells %s: %v", path, told.Interface())
		}
	}
	if want = event.Without(want, withheld...); !proto.Equal(told.Interface(), want) {
		tb.Errorf("the event has %v, the API %v", told.Interface(), want)
	}
	return events[0], data
}

// tells reports whether a message has a field. A path may lead into the elements of a list: lines.note.
func tells(m protoreflect.Message, path string) bool {
	name, rest, inside := strings.Cut(path, ".")
	field := m.Descriptor().Fields().ByName(protoreflect.Name(name))
	if field == nil || !inside {
		return field != nil && m.Has(field)
	}
	for list, i := m.Get(field).List(), 0; i < list.Len(); i++ {
		if tells(list.Get(i).Message(), rest) {
			return true
		}
	}
	return false
}
