package crud

import (
	"context"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// pageRequest is a message of protoc-gen-go that asks for a page of a list. It may also have a filter, an order_by and a show_deleted.
type pageRequest interface {
	GetPageSize() int32
	GetPageToken() string
}

// List returns a page of what list finds for req, and the token of the next page. check makes a query of the request.
func (r Resource[M, E]) List(
	ctx context.Context, req pageRequest, check func(aip.Request) (aip.Query, error),
	list func(context.Context, aip.Query) (aip.Page[E], error),
) (messages []M, next string, err error) {
	q, err := check(r.listRequest(req))
	if err != nil {
		return nil, "", err
	}
	page, err := list(ctx, q)
	if err != nil {
		return nil, "", err
	}
	next = page.NextToken(q, func(last E) aip.Cursor { return r.Cursor(last, q.Order.Field) })
	return protoconv.List(page.Items, r.ToProto), next, nil
}

func (r Resource[M, E]) listRequest(req pageRequest) aip.Request {
	var msg M
	params := aip.Request{
		List:      string(msg.ProtoReflect().Descriptor().FullName()),
		PageSize:  req.GetPageSize(),
		PageToken: req.GetPageToken(),
	}
	if req, ok := req.(interface{ GetFilter() string }); ok {
		params.Filter = req.GetFilter()
	}
	if req, ok := req.(interface{ GetOrderBy() string }); ok {
		params.OrderBy = req.GetOrderBy()
	}
	if req, ok := req.(interface{ GetShowDeleted() bool }); ok {
		params.ShowDeleted = req.GetShowDeleted()
	}
	return params
}
