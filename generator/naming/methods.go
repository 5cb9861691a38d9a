package naming

import (
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// RPC returns the name of a resource's method. name and plural are those of the resource, either in protobuf (ListApiKeys) or in Go
// (ListAPIKeys).
func RPC(m spec.Method, name, plural string) string {
	if listed(m) {
		name = plural
	}
	return GoName(string(m)) + name
}

// ActionRPC returns the name of an action's RPC, in which the resource follows the verb: publish is PublishProduct, adjust_stock
// AdjustProductStock. name is that of the resource, and spell turns a word of the spec into one of code: MessageName or GoName.
func ActionRPC(action, name string, spell func(string) string) string {
	verb, rest, _ := strings.Cut(action, "_")
	return spell(verb) + name + spell(rest)
}

// Request returns the name of an RPC's request message.
func Request(rpc string) string { return rpc + "Request" }

// listed reports whether the method answers with several entities: it has a response message, and the plural in its name.
func listed(m spec.Method) bool { return m == spec.List || m == spec.BatchGet || m == spec.BatchCreate }

// Response returns the name of an RPC's response message. Of the methods of a resource only those have one that answer with several: the
// others return the resource or google.protobuf.Empty.
func Response(rpc string) string { return rpc + "Response" }

// rpcIdentifiers returns the names that a resource's method declares in the proto file: its RPC and its messages.
func rpcIdentifiers(m spec.Method, name, plural string) []string {
	rpc := RPC(m, name, plural)
	if listed(m) {
		return []string{rpc, Request(rpc), Response(rpc)}
	}
	return []string{rpc, Request(rpc)}
}
