package crud

import (
	"context"
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/batch"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// BatchCreate passes the entities that requests describe to create, and returns the created ones. message returns the message of a
// request. Errors name the request: requests[3].product.sku.
func BatchCreate[Q any, M Message, E Entity](
	ctx context.Context, r Resource[M, E], requests []Q, message func(Q) M, create func(context.Context, []E) ([]E, error),
) ([]M, error) {
	if len(requests) == 0 || len(requests) > aip.MaxBatch {
		return nil, errs.Invalid("requests", fmt.Sprintf("must be 1 to %d requests", aip.MaxBatch))
	}
	drafts, err := batch.Check(requests, func(request Q) (E, error) {
		if validates, ok := any(request).(interface{ GetValidateOnly() bool }); ok && validates.GetValidateOnly() {
			var none E
			return none, errs.Invalid("validate_only", "must not be set: it is for the whole batch")
		}
		if keyed, ok := any(request).(interface{ GetRequestId() string }); ok && keyed.GetRequestId() != "" {
			var none E
			return none, errs.Invalid("request_id", "must not be set: it is for the whole batch")
		}
		return r.draft(message(request))
	})
	if err != nil {
		return nil, errs.Rename(err, func(path string) string { return "requests" + path })
	}
	created, err := create(ctx, drafts)
	if err != nil {
		return nil, errs.Rename(err, r.inRequest)
	}
	return protoconv.List(created, r.ToProto), nil
}

// draft returns the entity that msg describes. Its error has the violations of the message and those of the entity.
func (r Resource[M, E]) draft(msg M) (E, error) {
	var none E
	if !msg.ProtoReflect().IsValid() {
		return none, errs.Invalid(r.Field, "must be set")
	}
	entity, violations := r.read(msg)
	if violations.Err() == nil {
		return entity, nil
	}
	return none, errs.Rename(faults(msg, violations, entity), func(field string) string { return r.Field + "." + field })
}

// inRequest returns the path in a request of what package batch calls [3].sku: requests[3].product.sku.
func (r Resource[M, E]) inRequest(path string) string {
	index, field, _ := strings.Cut(path, "]")
	if !strings.HasPrefix(index, "[") {
		return path
	}
	return "requests" + index + "]." + r.Field + field
}
