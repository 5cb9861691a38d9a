package serving

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/mem"
)

// client sends one request at a time and waits for its answer.
type client interface {
	do(operation) error
	close()
}

// load sends requests over all clients at a time for a while, and returns how long each took. At a rate above 0, in requests a second,
// a request that is late because of those before it counts from the moment at which it was due.
func load(clients []client, op operation, rate float64, d time.Duration) ([]time.Duration, error) {
	var wait sync.WaitGroup
	took := make([][]time.Duration, len(clients))
	failed := make([]error, len(clients))
	began := time.Now()
	for i, c := range clients {
		wait.Go(func() {
			for n := 0; failed[i] == nil; n++ {
				due := time.Now()
				if rate > 0 {
					due = began.Add(time.Duration(float64(n*len(clients)+i) / rate * float64(time.Second)))
					time.Sleep(time.Until(due))
				}
				if time.Since(began) > d {
					return
				}
				failed[i] = c.do(op)
				took[i] = append(took[i], time.Since(due))
			}
		})
	}
	wait.Wait()
	var all []time.Duration
	for _, one := range took {
		all = append(all, one...)
	}
	return all, cmp.Or(failed...)
}

// restClient speaks just enough HTTP/1.1, so that it costs little beside the server.
type restClient struct {
	conn   net.Conn
	reader *bufio.Reader
}

func dialREST(addr string) (client, error) {
	conn, err := new(net.Dialer).DialContext(context.Background(), "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &restClient{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (c *restClient) close() { _ = c.conn.Close() }

func (c *restClient) do(op operation) error {
	if _, err := c.conn.Write(op.rest()); err != nil {
		return err
	}
	status, length := "", -1
	for {
		line, err := c.reader.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if status == "" {
			status = string(line)
		}
		if name, value, _ := bytes.Cut(line, []byte(": ")); string(name) == "Content-Length" {
			length, _ = strconv.Atoi(string(value))
		}
	}
	if length < 0 {
		return errors.New("an answer has no Content-Length")
	}
	if status != "HTTP/1.1 200 OK" {
		body := make([]byte, length)
		_, err := io.ReadFull(c.reader, body)
		return errors.Join(fmt.Errorf("%s: %s %s", op.name, status, body), err)
	}
	_, err := c.reader.Discard(length)
	return err
}

// grpcClient shares a connection with others. It neither encodes nor decodes messages.
type grpcClient struct{ conn *grpc.ClientConn }

func dialGRPC(addr string) (client, error) {
	conn, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodecV2(rawCodec{})))
	return &grpcClient{conn}, err
}

func (c *grpcClient) close() { _ = c.conn.Close() }

func (c *grpcClient) do(op operation) error {
	var answer int
	return c.conn.Invoke(context.Background(), op.method, op.grpc(), &answer)
}

// rawCodec sends bytes, and counts those that come.
type rawCodec struct{}

var _ encoding.CodecV2 = rawCodec{}

func (rawCodec) Name() string { return "proto" }

func (rawCodec) Marshal(v any) (mem.BufferSlice, error) {
	data, ok := v.([]byte)
	if !ok {
		return nil, fmt.Errorf("cannot send %T", v)
	}
	return mem.BufferSlice{mem.SliceBuffer(data)}, nil
}

func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	if n, ok := v.(*int); ok {
		*n = data.Len()
	}
	return nil
}
