package naming

import (
	"slices"
	"strings"
)

// platformNames are all values of GOOS and GOARCH, past and reserved ones included: the list of internal/syslist.
var platformNames = WordSet(`aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris
	wasip1 windows zos
	386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le
	riscv riscv64 s390 s390x sparc sparc64 wasm unix`)

// deviceNames cannot be file names on Windows, with any extension.
var deviceNames = WordSet(`con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9
	lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 conin conout clock`)

// FileStem returns the stem of the names of a resource's files. It appends an underscore to a stem that go build would take for
// a test or a build constraint (x_test.go, x_linux.gen.go), that Windows reserves, or that is in taken.
func FileStem(name string, taken ...string) string {
	_, last, compound := cutLast(name)
	stem := name
	switch {
	case deviceNames[name]:
		stem += "_"
	case compound && (platformNames[last] || last == "test" || last == "usecases"):
		stem += "_"
	}
	if slices.Contains(taken, stem) {
		return stem + "_"
	}
	return stem
}

// ProtoStem returns the stem of the name of a service's proto file. The protoc plugins reuse it for their Go files. It never ends
// in an underscore, which buf lint refuses.
func ProtoStem(name string) string {
	if FileStem(name) != name {
		return name + "_svc"
	}
	return name
}

func cutLast(name string) (head, last string, found bool) {
	at := strings.LastIndexByte(name, '_')
	if at < 0 {
		return "", name, false
	}
	return name[:at], name[at+1:], true
}
