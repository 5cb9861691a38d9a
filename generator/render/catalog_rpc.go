package render

// rpcRows lists the service's protobuf file and its gRPC server.
func rpcRows() []Row {
	const from, to = "services/service/internal/rpc/", "{dir}/internal/rpc/"
	return []Row{
		{Template: "proto/service.proto.tmpl", Path: "proto/{proto}", Class: Owned, Each: PerService},
		{Template: from + "server.gen.go.tmpl", Path: to + "server.gen.go", Class: Owned, Each: PerService},
		{Template: from + "enums.gen.go.tmpl", Path: to + "enums.gen.go", Class: Owned, Each: PerService, When: hasEnums},
		{Template: from + "resource.gen.go.tmpl", Path: to + "{resource}.gen.go", Class: Owned, Each: PerResource},
		{Template: from + "server.gen_test.go.tmpl", Path: to + "server.gen_test.go", Class: Owned, Each: PerService},
	}
}
