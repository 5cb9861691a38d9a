package serving

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// process is a server under test.
type process struct {
	measure string // address of its /usage, which testdata/measure.go serves
	cmd     *exec.Cmd
}

// usage is what a process has used since it began.
type usage struct {
	Allocs, Bytes int64
	CPU           time.Duration
}

func (u usage) minus(before usage) usage {
	return usage{u.Allocs - before.Allocs, u.Bytes - before.Bytes, u.CPU - before.CPU}
}

// start runs a program until the benchmark ends. It is ready if ready, an address, accepts connections; the second result is how long
// that took.
func start(b *testing.B, program, ready string, env ...string) (*process, time.Duration) {
	b.Helper()
	p := &process{measure: freeAddr(b), cmd: exec.CommandContext(b.Context(), program)}
	p.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "MEASURE_ADDR=" + p.measure, "ADMIN_ADDR=" + freeAddr(b)}, env...)
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	var said bytes.Buffer
	p.cmd.Stderr = &said
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	})
	for time.Since(began) < 10*time.Second {
		if conn, err := new(net.Dialer).DialContext(b.Context(), "tcp", ready); err == nil {
			_ = conn.Close()
			return p, time.Since(began)
		}
		time.Sleep(time.Millisecond)
	}
	b.Fatalf("%s does not listen on %s: %s", program, ready, said.String())
	return nil, 0
}

// usage asks the process what it has used.
func (p *process) usage(b *testing.B) usage {
	b.Helper()
	var u usage
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, "http://"+p.measure+"/usage", nil)
	if err != nil {
		b.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&u); err != nil {
		b.Fatal(err)
	}
	return u
}

// resident is the memory of the process in bytes, 0 where the system does not say it in /proc.
func (p *process) resident() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kilobytes, _ := strconv.ParseInt(strings.Fields(rest + " 0")[0], 10, 64)
	return kilobytes << 10
}

// freeAddr is an address of the loopback interface that nobody listens on.
func freeAddr(b *testing.B) string {
	b.Helper()
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// startCollector starts what takes traces and forgets them, and returns its address.
func startCollector(b *testing.B) string {
	b.Helper()
	listener, err := new(net.ListenConfig).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	collector := grpc.NewServer(grpc.UnknownServiceHandler(func(_ any, call grpc.ServerStream) error {
		if err := call.RecvMsg(&emptypb.Empty{}); err != nil {
			return err
		}
		return call.SendMsg(&emptypb.Empty{})
	}))
	b.Cleanup(collector.Stop)
	go func() { _ = collector.Serve(listener) }()
	return listener.Addr().String()
}
