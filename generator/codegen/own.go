package codegen

import (
	"context"
	"maps"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/generator/model"
)

// Own describes the user's protos that code is generated for, by path. The error is a *ProtoError if one is wrong.
func Own(ctx context.Context, r Request) ([]model.OwnProto, error) {
	set := newProtoSet(r.Files, r.Own)
	linked, err := set.check(ctx, r.Model.Module)
	if err != nil {
		return nil, err
	}
	var protos []model.OwnProto
	for _, name := range slices.Sorted(maps.Keys(set.own)) {
		f := linked[name]
		p := model.OwnProto{File: set.own[name].At, Package: string(f.Package())}
		for i := range f.Services().Len() {
			p.Services = append(p.Services, ownService(f.Services().Get(i)))
		}
		protos = append(protos, p)
	}
	return protos, nil
}

func ownService(s protoreflect.ServiceDescriptor) model.OwnService {
	own := model.OwnService{Name: string(s.FullName()), Methods: []model.Route{}}
	for i := range s.Methods().Len() {
		method := s.Methods().Get(i)
		routes := routesOf(method)
		if len(routes) == 0 {
			routes = []model.Route{{RPC: string(method.FullName())}}
		}
		own.Methods = append(own.Methods, routes...)
	}
	return own
}
