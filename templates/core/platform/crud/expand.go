package crud

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Expansion is a reference whose resource clients can have read with the messages that refer to it.
type Expansion[M any] struct {
	name string
	read func(ctx context.Context, messages []M) error
}

// Related returns the expansion of a field. id returns what a message refers to, "" if that is nothing. see returns those of the resources
// with the ids that the caller may see, in any order; it is called once for all messages. set puts one into a message.
func Related[M any, T interface{ GetId() string }](
	name string, id func(M) string, see func(ctx context.Context, ids []uuid.UUID) ([]T, error), set func(message M, related T),
) Expansion[M] {
	return Expansion[M]{name, func(ctx context.Context, messages []M) error {
		var ids []uuid.UUID
		asked := map[string]bool{"": true}
		for _, m := range messages {
			if text := id(m); !asked[text] {
				asked[text] = true
				one, err := aip.ParseID(text)
				if err != nil {
					return err
				}
				ids = append(ids, one)
			}
		}
		if len(ids) == 0 {
			return nil
		}
		seen, err := see(ctx, ids)
		if err != nil {
			return err
		}
		byID := make(map[string]T, len(seen))
		for _, related := range seen {
			byID[related.GetId()] = related
		}
		for _, m := range messages {
			if related, ok := byID[id(m)]; ok {
				set(m, related)
			}
		}
		return nil
	}}
}

// Expander reads what references of messages lead to.
type Expander[M any] func(ctx context.Context, messages ...M) error

// Expand returns what expands the named references; errs.Invalid if a name is not one of all. begin makes room in a message; it is not called
// if no reference is named.
func Expand[M any](names []string, begin func(M), all ...Expansion[M]) (Expander[M], error) {
	for _, name := range names {
		if !slices.ContainsFunc(all, func(e Expansion[M]) bool { return e.called(name) }) {
			known := make([]string, len(all))
			for i, e := range all {
				known[i] = e.name
			}
			return nil, errs.Invalid("expand", "must be one of "+strings.Join(known, ", "))
		}
	}
	return func(ctx context.Context, messages ...M) error {
		if len(names) == 0 {
			return nil
		}
		for _, m := range messages {
			begin(m)
		}
		for _, e := range all {
			if !slices.ContainsFunc(names, e.called) {
				continue
			}
			if err := e.read(ctx, messages); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// called reports whether name is the name of the field, in protobuf or in JSON.
func (e Expansion[M]) called(name string) bool {
	return name == e.name || name == errs.JSONPath(e.name)
}
