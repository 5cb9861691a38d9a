package naming

import (
	"go/token"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// The functions of this file list the identifiers that generated code declares. Some are fixed, others derive from the name of a
// resource. A name in the spec that would collide with one of them gets a suffix.

// DomainIdentifiers returns the fixed identifiers of a domain package. storage is the name of its storage interface.
func DomainIdentifiers(storage string) []string {
	return []string{"Service", "New", storage, "Custom" + storage, "Deps"}
}

// DomainDerived returns the identifiers of a domain package that derive from the name of a resource.
func DomainDerived(name, storage string) []string {
	return append(LocalDerived(name), "New"+name, name+storage)
}

// LocalDerived returns the unexported identifiers and the tests that derive from the name of a resource or an enum, in any package.
// No two names may derive the same ones: Ab and AB do, so one of them gets a suffix.
func LocalDerived(name string) []string {
	local := LowerFirst(name)
	all := []string{local}
	for _, end := range []string{"Methods", "Schema", "Mask", "FromProto", "ToProto", "Cursor", "Values", "Table", "Constraints", "FromRow"} {
		all = append(all, local+end)
	}
	for _, start := range []string{"create", "new", "read", "store", "valid", "check", "change"} {
		all = append(all, start+name)
	}
	for _, end := range []string{"", "Validate", "SetOnce", "NotFound", "Indexes"} {
		all = append(all, "Test"+name+end)
	}
	for _, verb := range []string{"TestCreate", "TestUpdate", "TestDelete"} {
		all = append(all, verb+name)
	}
	return all
}

// ServiceFunctions returns the unexported methods of a domain's Service that derive from the name of a resource.
func ServiceFunctions(name string) []string {
	all := []string{"find" + name + "Refs", "find" + name + "BatchRefs"}
	for _, start := range []string{"actOn", "change", "check", "draft", "get", "limit", "lock", "prepare", "store"} {
		all = append(all, start+name)
	}
	return all
}

// EntityMembers returns the fields and methods that every entity has. A field of the spec with the same name gets a suffix.
func EntityMembers() []string {
	return []string{"ID", "CreateTime", "UpdateTime", "DeleteTime", "Version", "Validate"}
}

// DBIdentifiers returns the fixed identifiers of the package that sqlc generates.
func DBIdentifiers() []string {
	return []string{"Queries", "DBTX", "New", "Querier"}
}

// DBDerived returns the structs that sqlc may generate for the queries of a resource.
func DBDerived(name string) []string {
	var all []string
	for _, verb := range []string{"Create", "Insert", "Get", "Lock", "List", "Count", "Update", "Delete", "Undelete"} {
		all = append(all, verb+name+"Params", verb+name+"Row")
	}
	return all
}

// PBIdentifiers returns the identifiers that protoc-gen-go-grpc and protoc-gen-grpc-gateway declare for a service. Those with an
// underscore are left out, because our names never contain one.
func PBIdentifiers(service string) []string {
	return []string{
		service, service + "Client", service + "Server", "Unimplemented" + service + "Server", "Unsafe" + service + "Server",
		"New" + service + "Client", "Register" + service + "Server", "Register" + service + "Handler",
		"Register" + service + "HandlerServer", "Register" + service + "HandlerClient",
		"Register" + service + "HandlerFromEndpoint",
	}
}

// PBDerived returns the names of the RPCs that a resource can have, and of their messages. Methods that it lacks are included: adding
// one later must not rename anything. RPCs are included because inside a service an RPC hides a message of the same name.
func PBDerived(name, plural string) []string {
	var all []string
	for _, m := range spec.Methods() {
		all = append(all, rpcIdentifiers(m, name, plural)...)
	}
	return all
}

// localVariables are the names of variables and parameters in generated code. A package, or a variable for an entity, with one of these
// names would be shadowed or shadow it. The map is never changed.
var localVariables = WordSet(`s q ctx err req res tx t n i v b ok in out db id row rows args e f c
		item items page next patch before after field fields msg violations version store deps now newid pool svc server client
		mask query token want got tt tc edit cursor value values log logger cfg config conn mux resp body status code key name
		table sql count total last first list params queries current stored other first second third names
		conns front components registrar wiring entity plan target failure number created updated invalid violation condition limit
		all begin begun clients doubles edits end fn network owner peers related runner signer tb`)

// packageNames are the packages of the standard library, those that generated code imports or declares, functions of packages that import
// a service's own, file names that Windows reserves, and Go's predeclared identifiers. A service with one of these names gets a Go package
// with a suffix. The map is never changed.
var packageNames = WordSet(`archive arena ascii atomic base64 bcrypt big binary bits bufio build builtin bytes cgo cipher cmp color comment
		constant constraints cookiejar crc32 crypto csv debug des doc driver ecdsa ed25519 elf embed encoding errors exec expvar
		fips140 flag fmt fnv format fs fstest gob goarch goos hash heap hex hmac hpack html http httptest httptrace httputil image
		importer io iotest ioutil iter jpeg json jsonrpc list log mail maphash maps math md5 metrics mime mlkem multipart net netip
		os palette parse parser path pbkdf2 pem pipe pkix plan9 plugin png pprof printer profile quick quotedprintable race rand
		reflect regexp ring rpc rsa runtime scanner sha1 sha256 sha3 sha512 signal simd slices slog smtp sort sql std strconv
		strings structs subtle suffixarray sync synctest syntax syscall syslog tabwriter tar template testing textproto time tls
		token trace types tzdata unicode unique unix unsafe url user utf16 utf8 version weak windows x509 xml zip zlib zstd context

		aip annotations app bufconn catch civil civildate client cmd codes cobra config connectivity constraint credentials crud db dbtx
		decimal deps dev durationpb embedfs emptypb env errdetails errgroup errs fieldmaskpb format gateway gen goleak goose grpc
		grpcx grpchealth grpctest health healthpb httperr ids insecure internal interceptors keepalive lock main metadata
		migrate migrations money mw obs once peer pg pgconn pgtest pgtype pgx pgxpool pgxtest platform postgres prometheus proto protoconv
		protojson protoreflect reflection restjson rpcstatus service services stack status stdlib structpb test testdata testkit
		tests timestamppb tools tx uuid vendor wire wrapperspb

		auth authn batch bearer bus bustest certs currency docs event fakeidp fakekafka fakesmtp fakesqs inbox job jobrun kafkabus oidc outbox password pgbus
		session signin signintest sqsbus telemetry txn wake worker

		compose connect dial known optional pick serve snapshot sweep text told where within

		aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9

		any append bool byte cap clear close comparable complex complex64 complex128 copy delete error false float32 float64 imag int
		int8 int16 int32 int64 iota len make max min new nil panic print println real recover rune string true uint uint8 uint16
		uint32 uint64 uintptr init`)

// GoPackage returns the name of a service's domain package: the service's name without underscores. It gets a suffix if files that
// import the package use the name for something else, as they use every single letter.
func GoPackage(service string) string {
	name := strings.ReplaceAll(service, "_", "")
	if len(name) < 2 || token.IsKeyword(name) || packageNames[name] || packageNames[service] || localVariables[name] ||
		strings.HasSuffix(name, "test") {
		return name + "svc"
	}
	return name
}
