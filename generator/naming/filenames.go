package naming

import (
	"slices"
	"strings"
)

// platformNames are all values of GOOS and GOARCH, old and future ones included (go/build knows them as syslist).
var platformNames = WordSet(`aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris
	wasip1 windows zos
	386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le
	riscv riscv64 s390 s390x sparc sparc64 wasm unix`)

// deviceNames cannot be files on Windows, whatever comes after the first dot.
var deviceNames = WordSet(`con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9
	lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 conin conout clock`)

// FileStem is the stem of the files of a resource. go build obeys file names: x_test.go is a test, and x_linux.gen.go is
// for Linux only, for it looks at what stands before the first dot. A stem that means something gets an underscore at its end,
// and so does one that another file of the same directory has.
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

// ProtoStem is the stem of a service's proto file, from which the plugins name theirs. buf lints against an underscore at the
// end.
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
