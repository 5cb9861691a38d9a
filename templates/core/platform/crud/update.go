package crud

import (
	"context"

	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// Update passes an entity with the values of msg, and the names of the fields to change, to update, and returns the changed entity.
// mask names them, or none if msg has no others than these; fields are those of the resource.
func (r Resource[M, E]) Update(
	ctx context.Context, msg M, mask *fieldmaskpb.FieldMask, fields []aip.Field,
	update func(ctx context.Context, patch E, fields []string) (E, error),
) (M, error) {
	var none M
	id, version, err := grpcx.Target(ctx, msg)
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
