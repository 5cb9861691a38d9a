package crud_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/crud"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// message is the message of a resource with one field, value.
type message struct {
	*wrapperspb.StringValue

	id, etag string
}

func (m message) GetId() string   { return m.id } //nolint:revive // as protoc-gen-go spells it
func (m message) GetEtag() string { return m.etag }

type note struct {
	id      uuid.UUID
	version int64
	value   string
}

func (n *note) Validate() error {
	var v errs.Violations
	v.AddIf(n.value == "", "value", "must be set")
	return v.Err()
}

const id = "01890a5d-ac96-774b-bcce-b302099a8057"

var notes = crud.Resource[message, *note]{
	Field: "note",
	FromProto: func(m message) (*note, errs.Violations) {
		var v errs.Violations
		v.AddIf(m.GetValue() == "unreadable", "value", "cannot be read")
		return &note{value: m.GetValue()}, v
	},
	ToProto: func(n *note) message { return message{wrapperspb.String(n.value), n.id.String(), aip.ETag(n.version)} },
	Target:  func(n *note, id uuid.UUID, version int64) { n.id, n.version = id, version },
	Cursor:  func(n *note, orderBy string) aip.Cursor { return aip.Cursor{ID: n.id, Value: orderBy + " " + n.value} },
}

var errFailed = errors.New("failed")

func text(value string) message { return message{wrapperspb.String(value), id, "7"} }

func TestCreate(t *testing.T) {
	t.Parallel()
	create := func(_ context.Context, n *note) (*note, error) {
		if n.value == "failing" {
			return nil, errFailed
		}
		return &note{value: n.value + "!"}, nil
	}
	if got, err := notes.Create(t.Context(), text("a"), create); err != nil || got.GetValue() != "a!" {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := notes.Create(t.Context(), text("failing"), create); !errors.Is(err, errFailed) {
		t.Errorf("got %v, want the error of the use case", err)
	}
	for name, msg := range map[string]message{"no message": {}, "unreadable": text("unreadable"), "NUL": text("\x00")} {
		if _, err := notes.Create(t.Context(), msg, create); errs.KindOf(err) != errs.KindInvalid {
			t.Errorf("%s: got %v, want a violation", name, err)
		}
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	get := func(_ context.Context, id uuid.UUID) (*note, error) { return &note{id: id}, nil }
	if got, err := notes.Get(t.Context(), text(""), get); err != nil || got.GetId() != id {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := notes.Get(t.Context(), message{id: "x"}, get); errs.KindOf(err) != errs.KindInvalid {
		t.Errorf("got %v, want a violation", err)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	request := pageRequest{filter: "a = 1", orderBy: "value"}
	var asked aip.Request
	check := func(r aip.Request) (aip.Query, error) {
		asked = r
		return aip.Query{Order: aip.Order{Field: "value"}}, nil
	}
	found := func(context.Context, aip.Query) (aip.Page[*note], error) {
		return aip.Page[*note]{Items: []*note{{value: "a"}, {value: "b"}}, More: true}, nil
	}
	got, err := notes.List(t.Context(), request, check, found)
	if err != nil || len(got.Items) != 2 || got.Items[1].GetValue() != "b" || got.NextPageToken == "" || got.TotalSize != nil || got.TotalSizeCapped != nil {
		t.Errorf("got %v, %v", got, err)
	}
	want := aip.Request{List: "google.protobuf.StringValue", PageSize: 3, PageToken: "token", Filter: "a = 1", OrderBy: "value", ShowDeleted: true, Count: true}
	if asked != want {
		t.Errorf("asked for %+v, want %+v", asked, want)
	}
	refuse := func(aip.Request) (aip.Query, error) { return aip.Query{}, errFailed }
	if _, err := notes.List(t.Context(), request, refuse, found); !errors.Is(err, errFailed) {
		t.Errorf("got %v, want the error of the check", err)
	}
	fail := func(context.Context, aip.Query) (aip.Page[*note], error) { return aip.Page[*note]{}, errFailed }
	if _, err := notes.List(t.Context(), request, check, fail); !errors.Is(err, errFailed) {
		t.Errorf("got %v, want the error of the use case", err)
	}
}

type pageRequest struct{ filter, orderBy string }

func (pageRequest) GetPageSize() int32   { return 3 }
func (pageRequest) GetPageToken() string { return "token" }
func (r pageRequest) GetFilter() string  { return r.filter }
func (r pageRequest) GetOrderBy() string { return r.orderBy }
func (pageRequest) GetShowDeleted() bool { return true }
func (pageRequest) GetCount() bool       { return true }

func TestListCounts(t *testing.T) {
	t.Parallel()
	check := func(aip.Request) (aip.Query, error) { return aip.Query{Count: true}, nil }
	for total, want := range map[int]struct {
		size   int32
		capped bool
	}{0: {0, false}, aip.MaxTotal: {aip.MaxTotal, false}, aip.MaxTotal + 1: {aip.MaxTotal, true}} {
		found := func(context.Context, aip.Query) (aip.Page[*note], error) { return aip.Page[*note]{Total: total}, nil }
		got, err := notes.List(t.Context(), pageRequest{}, check, found)
		if err != nil || got.TotalSize == nil || *got.TotalSize != want.size || got.TotalSizeCapped == nil || *got.TotalSizeCapped != want.capped {
			t.Errorf("%d rows: got %+v, %v", total, got, err)
		}
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	fields := []aip.Field{{Name: "value", Required: true}}
	update := func(_ context.Context, patch *note, names []string) (*note, error) {
		if !slices.Equal(names, []string{"value"}) {
			t.Errorf("the update names %q", names)
		}
		patch.version++
		return patch, nil
	}
	got, err := notes.Update(t.Context(), text("a"), &fieldmaskpb.FieldMask{}, fields, update)
	if err != nil || got.GetValue() != "a" || got.GetId() != id || got.GetEtag() != "8" {
		t.Errorf("got %v, %v", got, err)
	}
	for name, tt := range map[string]struct {
		msg  message
		path string
	}{
		"no id":      {message{wrapperspb.String("a"), "x", ""}, "value"},
		"no etag":    {message{wrapperspb.String("a"), id, "x"}, "value"},
		"no field":   {text("a"), "title"},
		"unreadable": {text("unreadable"), "value"},
		"cleared":    {text(""), "value"},
	} {
		if _, err := notes.Update(t.Context(), tt.msg, &fieldmaskpb.FieldMask{Paths: []string{tt.path}}, fields, update); errs.KindOf(err) != errs.KindInvalid {
			t.Errorf("%s: got %v, want a violation", name, err)
		}
	}
}

func TestChangeAndRemove(t *testing.T) {
	t.Parallel()
	change := func(_ context.Context, id uuid.UUID, version int64) (*note, error) {
		return &note{id: id, version: version + 1}, nil
	}
	if got, err := notes.Change(t.Context(), text(""), change); err != nil || got.GetId() != id || got.GetEtag() != "8" {
		t.Errorf("got %v, %v", got, err)
	}
	remove := func(_ context.Context, _ uuid.UUID, version int64) error {
		if version != 7 {
			return errFailed
		}
		return nil
	}
	if _, err := notes.Remove(t.Context(), text(""), remove); err != nil {
		t.Error(err)
	}
	if _, err := notes.Remove(t.Context(), message{id: id, etag: "8"}, remove); !errors.Is(err, errFailed) {
		t.Errorf("got %v, want the error of the use case", err)
	}
	_, changed := notes.Change(t.Context(), message{id: "x"}, change)
	_, removed := notes.Remove(t.Context(), message{id: "x"}, remove)
	if errs.KindOf(changed) != errs.KindInvalid || errs.KindOf(removed) != errs.KindInvalid {
		t.Errorf("got %v and %v, want violations", changed, removed)
	}
}
