package grpcx

import (
	"context"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

// Targeted is a message of protoc-gen-go that names a resource.
type Targeted interface {
	GetId() string
	GetEtag() string
}

// Target returns the id of the resource that message names, and the version that the client expects the resource to have, as
// Version reads it.
func Target(ctx context.Context, message Targeted) (id uuid.UUID, version int64, err error) {
	if id, err = aip.ParseID(message.GetId()); err != nil {
		return uuid.Nil, 0, err
	}
	version, err = Version(ctx, message.GetEtag())
	return id, version, err
}
