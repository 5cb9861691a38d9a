package mw_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"

	"github.com/svcgen/svcgen/templates/core/platform/mw"
)

// method is one of the methods of things.
func method(name string, rule *annotations.HttpRule) *descriptorpb.MethodDescriptorProto {
	options := &descriptorpb.MethodOptions{}
	if rule != nil {
		proto.SetExtension(options, annotations.E_Http, rule)
	}
	return &descriptorpb.MethodDescriptorProto{Name: &name, InputType: new(".t.Request"), OutputType: new(".t.Request"), Options: options}
}

func field(name string, number int32) *descriptorpb.FieldDescriptorProto {
	return &descriptorpb.FieldDescriptorProto{
		Name: &name, Number: &number, Type: descriptorpb.FieldDescriptorProto_TYPE_STRING.Enum(),
		Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(),
	}
}

func TestKnownParameters(t *testing.T) {
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: new("t.proto"), Package: new("t"), Syntax: new("proto3"),
		MessageType: []*descriptorpb.DescriptorProto{{
			Name: new("Request"), Field: []*descriptorpb.FieldDescriptorProto{field("id", 1), field("page_size", 2), field("thing", 3), field("update_mask", 4), field("filter", 5)},
		}},
		Service: []*descriptorpb.ServiceDescriptorProto{{Name: new("Things"), Method: []*descriptorpb.MethodDescriptorProto{
			method("List", &annotations.HttpRule{Pattern: &annotations.HttpRule_Get{Get: "/things"}}),
			method("Get", &annotations.HttpRule{Pattern: &annotations.HttpRule_Get{Get: "/things/{id}"}}),
			method("Create", &annotations.HttpRule{Pattern: &annotations.HttpRule_Post{Post: "/things"}, Body: "thing"}),
			method("Update", &annotations.HttpRule{Pattern: &annotations.HttpRule_Patch{Patch: "/things/{thing.id}"}, Body: "thing"}),
			method("Undelete", &annotations.HttpRule{Pattern: &annotations.HttpRule_Post{Post: "/things/{id}:undelete"}, Body: "*"}),
			method("Internal", nil),
			method("Move", &annotations.HttpRule{
				Pattern: &annotations.HttpRule_Post{Post: "/things/{id}:move"}, Body: "*",
				AdditionalBindings: []*annotations.HttpRule{{Pattern: &annotations.HttpRule_Get{Get: "/shelves/{id=a/*}:move"}}},
			}),
		}}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	files := &protoregistry.Files{}
	if err := files.RegisterFile(file); err != nil {
		t.Fatal(err)
	}
	mux := runtime.NewServeMux(runtime.WithMiddlewares(mw.KnownParameters(files)))
	for _, route := range []struct{ verb, path string }{
		{http.MethodGet, "/things"},
		{http.MethodGet, "/things/{id}"},
		{http.MethodPost, "/things"},
		{http.MethodPost, "/things/{id}:undelete"},
		{http.MethodPatch, "/things/{thing.id}"},
		{http.MethodGet, "/elsewhere"},
		{http.MethodPost, "/things/{id}:move"},
		{http.MethodGet, "/shelves/{id=a/*}:move"},
	} {
		if err := mux.HandlePath(route.verb, route.path, func(http.ResponseWriter, *http.Request, map[string]string) {}); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ verb, target, problem string }{
		{http.MethodGet, "/things", ""},
		{http.MethodGet, "/things?pageSize=1&page_size=1&id=2", ""},
		{http.MethodGet, "/things?thing.title=x", ""},
		{http.MethodGet, "/things?thing[title]=x&update_mask=id", ""}, // a map, and a field that is only special in a PATCH
		{http.MethodGet, "/things?page_sise=1", "page_sise is not a parameter here: did you mean pageSize?"},
		{http.MethodGet, "/things?search=red", "search is not a parameter here: did you mean filter? Words alone in it are searched for"},
		{http.MethodGet, "/things?q=red", "q is not a parameter here: did you mean filter? Words alone in it are searched for"},
		{http.MethodGet, "/things?limit=1", "limit is not a parameter here: did you mean pageSize?"},
		{http.MethodGet, "/things?sort=title", "sort is not a parameter here"},
		{http.MethodGet, "/things?x=1&pageSize=1&a=1", "a is not a parameter here"},
		{http.MethodGet, "/things?" + strings.Repeat("x", 60_000) + "=1", strings.Repeat("x", 200) + "… is not a parameter here"},
		{http.MethodGet, "/things/1", ""},
		{http.MethodGet, "/things/1?pageSize=1", ""},
		{http.MethodGet, "/things/1?id=2", "id is not a parameter here"},
		{http.MethodPost, "/things?pageSize=1", ""},
		{http.MethodPost, "/things?thing=1", "thing is not a parameter here"},
		{http.MethodPatch, "/things/1?pageSize=1", ""},
		{http.MethodPatch, "/things/1?updateMask=*", "updateMask is not a parameter here"},
		{http.MethodPatch, "/things/1?update_mask.paths=id", "update_mask.paths is not a parameter here"},
		{http.MethodPost, "/things/1:undelete", ""},
		{http.MethodPost, "/things/1:undelete?pageSize=1", "pageSize is not a parameter here"},
		{http.MethodGet, "/elsewhere?anything=1", ""},
		{http.MethodPost, "/things/1:move?thing=1", "thing is not a parameter here"},
		{http.MethodGet, "/shelves/a/1:move?thing=1", ""},
		{http.MethodGet, "/shelves/a/1:move?id=1", "id is not a parameter here"},
		{http.MethodGet, "/shelves/a/1:move?x=1", "x is not a parameter here"},
	} {
		w, p := serve(t, mux, httptest.NewRequest(test.verb, test.target, nil))
		if want := map[bool]int{true: http.StatusOK, false: http.StatusBadRequest}[test.problem == ""]; w.Code != want || p.Detail != test.problem {
			t.Errorf("%s %s: %d %q, want %d %q", test.verb, test.target, w.Code, p.Detail, want, test.problem)
		}
	}
}
