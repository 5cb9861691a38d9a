package naming

import "github.com/svcgen/svcgen/generator/spec"

// RPC is the name of a method of a resource: ListApiKeys in protobuf, ListAPIKeys in the domain.
func RPC(m spec.Method, name, plural string) string {
	if m == spec.List {
		name = plural
	}
	return capitalize(string(m)) + name
}

// Request is the name of the request of an RPC.
func Request(rpc string) string { return rpc + "Request" }

// Response is the name of the response of an RPC that has one of its own.
func Response(rpc string) string { return rpc + "Response" }

// rpcIdentifiers are the names that a method of a resource adds to the proto file: its RPC and its messages.
func rpcIdentifiers(m spec.Method, name, plural string) []string {
	rpc := RPC(m, name, plural)
	if m == spec.List {
		return []string{rpc, Request(rpc), Response(rpc)}
	}
	return []string{rpc, Request(rpc)}
}
