package render

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// platformConditions says for every file of templates/core/platform but the tests when it is part of a workspace; nil
// means always. TestPlatformConditions compares it with what the rendered code refers to.
func platformConditions() map[string]func(*model.Model) bool {
	dates, decimals := kinds(spec.Date), kinds(spec.Decimal)
	return map[string]func(*model.Model) bool{
		"aip/closest.go":         nil,
		"aip/etag.go":            nil,
		"aip/filter.go":          resources(queried),
		"aip/lexer.go":           resources(queried),
		"aip/mask.go":            resources(has(spec.Update)),
		"aip/order.go":           resources(queried),
		"aip/page.go":            resources(has(spec.List)),
		"aip/parse_bool.go":      listed(spec.Bool),
		"aip/parse_date.go":      listed(spec.Date),
		"aip/parse_decimal.go":   listed(spec.Decimal),
		"aip/parse_enum.go":      listed(spec.EnumType),
		"aip/parse_float64.go":   listed(spec.Float64),
		"aip/parse_int32.go":     listed(spec.Int32),
		"aip/parse_int64.go":     listed(spec.Int64),
		"aip/parse_string.go":    listed(spec.String, spec.Text),
		"aip/parse_timestamp.go": listed(spec.Timestamp),
		"aip/parse_uuid.go":      listed(spec.UUID, spec.Ref),
		"aip/query.go":           resources(queried),
		"aip/token.go":           resources(has(spec.List)),
		"app/background.go":      nil,
		"app/command.go":         nil,
		"app/health.go":          nil,
		"app/program.go":         nil,
		"app/run.go":             nil,
		"civil/date.go":          dates,
		"config/config.go":       nil,
		"config/print.go":        nil,
		"errs/errs.go":           nil,
		"errs/violations.go":     nil,
		"format/distinct.go":     fields(func(f *model.Field) bool { return f.UniqueItems }),
		"format/doc.go":          fields(func(f *model.Field) bool { return f.UniqueItems || f.Format != "" }),
		"format/email.go":        formats(spec.Email),
		"format/hostname.go":     formats(spec.Hostname),
		"format/ip.go":           formats(spec.IP),
		"format/uri.go":          formats(spec.URI),
		"grpcx/client.go":        nil,
		"grpcx/etag.go":          nil,
		"grpcx/inproc.go":        nil,
		"grpcx/intercept.go":     fields(func(f *model.Field) bool { return f.Kind.Type == spec.JSON && f.Resource.Has(spec.Update) }),
		"grpcx/interceptors.go":  nil,
		"grpcx/outgoing.go":      nil,
		"grpcx/server.go":        nil,
		"grpcx/status.go":        nil,
		"httperr/httperr.go":     nil,
		"ids/ids.go":             nil,
		"mw/limits.go":           nil,
		"mw/mask.go":             fields(func(f *model.Field) bool { return f.Kind.Type == spec.JSON && f.Resource.Has(spec.Update) }),
		"mw/metadata.go":         nil,
		"mw/mw.go":               nil,
		"mw/parameters.go":       nil,
		"obs/log.go":             nil,
		"obs/request.go":         nil,
		"pg/enums.go":            fields(func(f *model.Field) bool { return f.Repeated && f.Enum != nil }),
		"pg/errors.go":           nil,
		"pg/migrate.go":          nil,
		"pg/pool.go":             nil,
		"pg/ready.go":            nil,
		"pg/select.go":           resources(has(spec.List)),
		"pg/tx.go":               nil,
		"pg/values.go":           fields(func(f *model.Field) bool { return f.Repeated && f.NotNull() }),
		"pgtest/pgtest.go":       nil,
		"pgtest/server.go":       nil,
		"pgtest/server_other.go": nil,
		"pgtest/server_unix.go":  nil,
		"protoconv/date.go":      read(spec.Date),
		"protoconv/decimal.go":   decimals,
		"protoconv/json.go":      kinds(spec.JSON),
		"protoconv/list.go":      either(resources(has(spec.List)), fields(converted), read(spec.Timestamp)),
		"protoconv/no_nul.go":    resources(func(r *model.Resource) bool { return r.TakesInput() && r.TakesText() }),
		"protoconv/optional.go":  fields(func(f *model.Field) bool { return f.Pointer() && convertible(f) }),
		"protoconv/presence.go":  resources(has(spec.Update)),
		"protoconv/protoconv.go": input(func(f *model.Field) bool { return f.Required && f.ProtoOptional() && !convertible(f) }),
		"protoconv/text_list.go": fields(func(f *model.Field) bool {
			return f.Repeated && (f.Kind.Type == spec.UUID || f.Kind.Type == spec.Date || f.Kind.Type == spec.Decimal)
		}),
		"protoconv/text.go":      either(resources(addressed), read(spec.UUID, spec.Ref, spec.Date), decimals),
		"protoconv/time.go":      either(softDelete, fields(func(f *model.Field) bool { return f.Pointer() && f.Kind.Type == spec.Timestamp })),
		"protoconv/timestamp.go": read(spec.Timestamp),
		"protoconv/uuid.go":      either(resources(addressed), read(spec.UUID, spec.Ref)),
		"restjson/check.go":      nil,
		"restjson/restjson.go":   nil,
		"testkit/grpc.go":        nil,
		"testkit/rest.go":        nil,
	}
}

// resources makes a condition that holds where it does for a resource.
func resources(holds func(*model.Resource) bool) func(*model.Model) bool {
	return func(m *model.Model) bool {
		return slices.ContainsFunc(m.Services, func(s *model.Service) bool { return slices.ContainsFunc(s.Resources, holds) })
	}
}

// fields makes a condition that holds where it does for a field.
func fields(holds func(*model.Field) bool) func(*model.Model) bool {
	return resources(func(r *model.Resource) bool { return slices.ContainsFunc(r.Fields, holds) })
}

// kinds makes a condition that holds where a field has one of these types.
func kinds(types ...spec.Type) func(*model.Model) bool {
	return fields(func(f *model.Field) bool { return slices.Contains(types, f.Kind.Type) })
}

// input makes a condition that holds where it does for a field that a client sends.
func input(holds func(*model.Field) bool) func(*model.Model) bool {
	return resources(func(r *model.Resource) bool { return r.TakesInput() && slices.ContainsFunc(r.Inputs(), holds) })
}

// read makes a condition that holds where a client sends a field of one of these types.
func read(types ...spec.Type) func(*model.Model) bool {
	return input(func(f *model.Field) bool { return slices.Contains(types, f.Kind.Type) })
}

// convertible reports whether a field has another type in protobuf than in the domain, with a converter for single values.
func convertible(f *model.Field) bool {
	switch f.Kind.Type {
	case spec.EnumType, spec.UUID, spec.Ref, spec.Date, spec.Decimal:
		return true
	}
	return false
}

// converted reports whether a field is a list of which each element is converted.
func converted(f *model.Field) bool {
	return f.Repeated && (convertible(f) || f.Kind.Type == spec.Timestamp)
}

// addressed reports whether a method of the resource takes an id.
func addressed(r *model.Resource) bool { return r.Has(spec.Get) || r.Changes() }

// softDelete reports whether a resource keeps what is deleted.
func softDelete(m *model.Model) bool {
	return resources(func(r *model.Resource) bool { return r.SoftDelete })(m)
}

// either makes a condition that holds where one of several does.
func either(conditions ...func(*model.Model) bool) func(*model.Model) bool {
	return func(m *model.Model) bool {
		return slices.ContainsFunc(conditions, func(holds func(*model.Model) bool) bool { return holds(m) })
	}
}

// formats makes a condition that holds where a field has a format.
func formats(format spec.Format) func(*model.Model) bool {
	return fields(func(f *model.Field) bool { return f.Format == format })
}

// listed makes a condition that holds where a list can be filtered or sorted by a field of one of these types.
func listed(types ...spec.Type) func(*model.Model) bool {
	return fields(func(f *model.Field) bool {
		return slices.Contains(types, f.Kind.Type) && f.Resource.Has(spec.List) && slices.Contains(f.Resource.Listed(), f)
	})
}

// has makes a condition that holds where a resource has a method.
func has(method spec.Method) func(*model.Resource) bool {
	return func(r *model.Resource) bool { return r.Has(method) }
}

// queried reports whether a list of the resource takes a filter or an order.
func queried(r *model.Resource) bool {
	return r.Has(spec.List) && (r.Filterable() || len(r.Sortable()) > 0)
}
