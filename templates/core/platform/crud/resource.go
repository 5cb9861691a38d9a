// Package crud serves the standard methods of resources (AIP-130): it translates requests, calls use cases and translates their results.
package crud

import (
	"context"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

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
	grpcx.Targeted
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
		return none, violations.With(entity.Validate())
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

// Change passes the id and version that req names to change, and returns the changed entity.
func (r Resource[M, E]) Change(
	ctx context.Context, req grpcx.Targeted, change func(ctx context.Context, id uuid.UUID, version int64) (E, error),
) (M, error) {
	id, version, err := grpcx.Target(ctx, req)
	if err != nil {
		var none M
		return none, err
	}
	return r.reply(change(ctx, id, version))
}

// Remove passes the id and version that req names to remove.
func (r Resource[M, E]) Remove(
	ctx context.Context, req grpcx.Targeted, remove func(ctx context.Context, id uuid.UUID, version int64) error,
) (*emptypb.Empty, error) {
	id, version, err := grpcx.Target(ctx, req)
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
