package model

import (
	"go/token"
	"strings"
)

// The identifiers that generated code declares in each package, apart from those that derive from a resource's name. A spec
// name that would become one of them gets a suffix.
func domainIdentifiers(storage string) []string {
	return []string{"Service", "New", storage, "Custom" + storage, "Deps"}
}

func domainDerived(name, storage string) []string {
	return append(localDerived(name), "New"+name, name+storage)
}

// localDerived are the unexported names and the tests that derive from the name of a resource or an enum, in any package: they
// must not meet those of another. Ab and AB have the same ones.
func localDerived(name string) []string {
	local := lowerFirst(name)
	all := []string{local}
	for _, end := range []string{"Fields", "Mask", "FromProto", "ToProto", "SortValue", "Names", "Table", "Constraints", "FromRow"} {
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

// entityMembers are the members that every entity has; a field of the spec that would be called so gets a suffix.
func entityMembers() []string {
	return []string{"ID", "CreateTime", "UpdateTime", "DeleteTime", "Version", "Validate"}
}

func dbIdentifiers() []string {
	return []string{"Queries", "DBTX", "New", "Querier"}
}

// dbDerived are the structs that sqlc may make for the queries of a resource.
func dbDerived(name string) []string {
	var all []string
	for _, verb := range []string{"Create", "Insert", "Get", "Lock", "List", "Count", "Update", "Delete", "Undelete"} {
		all = append(all, verb+name+"Params", verb+name+"Row")
	}
	return all
}

// pbIdentifiers are what protoc-gen-go-grpc and protoc-gen-grpc-gateway declare for a service. Their other identifiers hold
// an underscore, which no name of ours does.
func pbIdentifiers(service string) []string {
	return []string{
		service, service + "Client", service + "Server", "Unimplemented" + service + "Server", "Unsafe" + service + "Server",
		"New" + service + "Client", "Register" + service + "Server", "Register" + service + "Handler",
		"Register" + service + "HandlerServer", "Register" + service + "HandlerClient",
		"Register" + service + "HandlerFromEndpoint",
	}
}

// pbDerived are the requests and responses of a resource, and its methods: a method hides a message of the same name from the
// service that declares both.
func pbDerived(name, plural string) []string {
	all := []string{"List" + plural, "List" + plural + "Request", "List" + plural + "Response"}
	for _, verb := range []string{"Create", "Get", "Update", "Delete", "Undelete"} {
		all = append(all, verb+name, verb+name+"Request")
	}
	return all
}

// localVariables are the names that generated code gives to variables and parameters; a package or an entity's variable called
// so would be hidden or hide. It is read only.
var localVariables = wordSet(`s q ctx err req res tx t n i v b ok in out db id row rows args e f c
		item items page next patch before after field fields msg violations version store deps now newid pool svc server client
		mask query token want got tt tc edit cursor value values log logger cfg config conn mux resp body status code key name
		table sql count total last first list params queries current stored other first second third names
		conns front components registrar wiring entity plan target failure number created updated invalid violation condition`)

// packageNames are the packages that generated code imports or declares, those of the standard library, and what Go itself
// names. A service called so has another Go package. It is read only.
var packageNames = wordSet(`archive arena ascii atomic base64 bcrypt big binary bits bufio build builtin bytes cgo cipher cmp color comment
		constant constraints cookiejar crc32 crypto csv debug des doc driver ecdsa ed25519 elf embed encoding errors exec expvar
		fips140 flag fmt fnv format fs fstest gob goarch goos hash heap hex hmac hpack html http httptest httptrace httputil image
		importer io iotest ioutil iter jpeg json jsonrpc list log mail maphash maps math md5 metrics mime mlkem multipart net netip
		os palette parse parser path pbkdf2 pem pipe pkix plan9 plugin png pprof printer profile quick quotedprintable race rand
		reflect regexp ring rpc rsa runtime scanner sha1 sha256 sha3 sha512 signal simd slices slog smtp sort sql std strconv
		strings structs subtle suffixarray sync synctest syntax syscall syslog tabwriter tar template testing textproto time tls
		token trace types tzdata unicode unique unix unsafe url user utf16 utf8 version weak windows x509 xml zip zlib zstd context

		aip annotations app bufconn catch civil civildate client cmd codes cobra config connectivity constraint credentials db dbtx
		decimal deps dev durationpb embedfs emptypb env errdetails errgroup errs fieldmaskpb format gateway gen goleak goose grpc
		grpcx grpchealth grpctest health healthpb httperr ids insecure internal interceptors keepalive lock main metadata
		migrations money mw obs peer pg pgconn pgtest pgtype pgx pgxpool pgxtest platform postgres prometheus proto protoconv
		protojson protoreflect reflection restjson rpcstatus service services stack status stdlib structpb test testdata testkit
		tests timestamppb tools tx uuid vendor wire wrapperspb

		aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9

		any append bool byte cap clear close comparable complex complex64 complex128 copy delete error false float32 float64 imag int
		int8 int16 int32 int64 iota len make max min new nil panic print println real recover rune string true uint uint8 uint16
		uint32 uint64 uintptr init`)

// goPackage is the Go package of a service's domain, without underscores. Names that mean something else in the files that
// import it get a suffix; so do single letters, which are variables.
func goPackage(service string) string {
	name := strings.ReplaceAll(service, "_", "")
	if len(name) < 2 || token.IsKeyword(name) || packageNames[name] || packageNames[service] || localVariables[name] ||
		strings.HasSuffix(name, "test") {
		return name + "svc"
	}
	return name
}
