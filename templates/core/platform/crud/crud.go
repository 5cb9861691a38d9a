// Package crud serves the standard methods of resources (AIP-130): it translates requests, calls use cases and translates their results.
package crud

import (
	"context"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// Resource connects the methods of a resource with the use cases of its entity. M is the message of the resource.
type Resource[M Message, E Entity] struct {
	Field     string // of the requests that hold the resource
	FromProto func(M) (E, errs.Violations)
	ToProto   func(E) M
	Target    func(entity E, id uuid.UUID, version int64)       // sets the id and version of an entity
	Cursor    func(entity E, orderBy string) (place aip.Cursor) // orderBy is the field that a list is sorted by, "" for id
}

// Message is a message of protoc-gen-go for a resource.
type Message interface {
	proto.Message
	targeted
}

// Entity is a pointer to an entity of a domain.
type Entity interface {
	Validate() error
}

// Create passes the entity that msg describes to create, and returns the created one. Its error has the violations of the
// message and those of the entity.
func (r Resource[M, E]) Create(ctx context.Context, msg M, create func(context.Context, E) (E, error)) (M, error) {
	var none M
	if !msg.ProtoReflect().IsValid() {
		return none, errs.Invalid(r.Field, "must be set")
	}
	entity, violations := r.read(msg)
	if violations.Err() != nil {
		return none, faults(msg, violations, entity)
	}
	return r.reply(create(ctx, entity))
}

// Get returns the entity that get finds for the id of req.
func (r Resource[M, E]) Get(ctx context.Context, req interface{ GetId() string }, get func(context.Context, uuid.UUID) (E, error)) (M, error) {
	id, err := aip.ParseID(req.GetId())
	if err != nil {
		var none M
		return none, err
	}
	return r.reply(get(ctx, id))
}

// pageRequest is a message of protoc-gen-go that asks for a page of a list. It may also have a filter and a show_deleted.
type pageRequest interface {
	GetPageSize() int32
	GetPageToken() string
	GetOrderBy() string
	GetCount() bool
}

// Page holds the fields of the response of a list.
type Page[M any] struct {
	Items           []M
	NextPageToken   string
	TotalSize       *int32 // nil if the request did not ask for it
	TotalSizeCapped *bool  // like TotalSize
}

// List returns a page of what list finds for req. check makes a query of the request.
func (r Resource[M, E]) List(
	ctx context.Context, req pageRequest, check func(aip.Request) (aip.Query, error),
	list func(context.Context, aip.Query) (aip.Page[E], error),
) (Page[M], error) {
	q, err := check(r.listRequest(req))
	if err != nil {
		return Page[M]{}, err
	}
	found, err := list(ctx, q)
	if err != nil {
		return Page[M]{}, err
	}
	page := Page[M]{
		Items:         protoconv.List(found.Items, r.ToProto),
		NextPageToken: found.NextToken(q, func(last E) aip.Cursor { return r.Cursor(last, q.Order.Field) }),
	}
	if q.Count {
		page.TotalSize = new(int32(max(0, min(found.Total, aip.MaxTotal))))
		page.TotalSizeCapped = new(found.Total > aip.MaxTotal)
	}
	return page, nil
}

func (r Resource[M, E]) listRequest(req pageRequest) aip.Request {
	var msg M
	params := aip.Request{
		List:      string(msg.ProtoReflect().Descriptor().FullName()),
		PageSize:  req.GetPageSize(),
		PageToken: req.GetPageToken(),
		OrderBy:   req.GetOrderBy(),
		Count:     req.GetCount(),
	}
	if req, ok := req.(interface{ GetFilter() string }); ok {
		params.Filter = req.GetFilter()
	}
	if req, ok := req.(interface{ GetShowDeleted() bool }); ok {
		params.ShowDeleted = req.GetShowDeleted()
	}
	return params
}

// Update passes an entity with the values of msg, and the names of the fields to change, to update, and returns the changed entity.
// aip.Mask finds these names in mask and msg. fields are what updates and lists can name.
func (r Resource[M, E]) Update(
	ctx context.Context, msg M, mask *fieldmaskpb.FieldMask, fields []aip.Field,
	update func(ctx context.Context, patch E, fields []string) (E, error),
) (M, error) {
	var none M
	id, version, err := target(ctx, msg)
	if err != nil {
		return none, err
	}
	names, err := aip.Mask(mask.GetPaths(), protoconv.Present(msg), fields)
	if err != nil {
		return none, err
	}
	patch, violations := r.read(msg)
	if err := violations.Only(names).Err(); err != nil {
		return none, err
	}
	r.Target(patch, id, version)
	return r.reply(update(ctx, patch, names))
}

// Change passes the id and version that req names to change, and returns the changed entity.
func (r Resource[M, E]) Change(
	ctx context.Context, req targeted, change func(ctx context.Context, id uuid.UUID, version int64) (E, error),
) (M, error) {
	id, version, err := target(ctx, req)
	if err != nil {
		var none M
		return none, err
	}
	return r.reply(change(ctx, id, version))
}

// Remove passes the id and version that req names to remove.
func (r Resource[M, E]) Remove(
	ctx context.Context, req targeted, remove func(ctx context.Context, id uuid.UUID, version int64) error,
) (*emptypb.Empty, error) {
	id, version, err := target(ctx, req)
	if err != nil {
		return nil, err
	}
	if err := remove(ctx, id, version); err != nil {
		return nil, err
	}
	return &emptypb.Empty{}, nil
}

// read converts what a client sends.
func (r Resource[M, E]) read(msg M) (E, errs.Violations) {
	entity, violations := r.FromProto(msg)
	protoconv.NoNUL(&violations, msg)
	return entity, violations
}

// reply converts what a use case returns.
func (r Resource[M, E]) reply(entity E, err error) (M, error) {
	if err != nil {
		var none M
		return none, err
	}
	return r.ToProto(entity), nil
}

// targeted is a message of protoc-gen-go that names a resource.
type targeted interface {
	GetId() string
	GetEtag() string
}

// target returns the id of the resource that message names, and the version that the client expects the resource to have, as
// grpcx.Version reads it.
func target(ctx context.Context, message targeted) (id uuid.UUID, version int64, err error) {
	if id, err = aip.ParseID(message.GetId()); err != nil {
		return uuid.Nil, 0, err
	}
	version, err = grpcx.Version(ctx, message.GetEtag())
	return id, version, err
}
