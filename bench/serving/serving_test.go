// Package serving measures what svcgen generates: the example behind its REST gateway, in one process and in two, and its gRPC service,
// beside servers that are written by hand for speed and serve the same rows of the same PostgreSQL. `make bench-serving` prints the table.
//
// The machine serves, asks and runs the database, so only ratios mean something; what a request allocates does not depend on the machine.
// SERVING_SECONDS says how long each of the five rounds of a row takes; SERVING_WORKSPACE is a folder to keep the workspace in.
package serving

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"
)

const (
	rounds  = 5
	clients = 32
)

// contest is an operation over one protocol, which several servers answer in turn.
type contest struct {
	op       operation
	protocol string
	dial     func(addr string) (client, error)
	entries  []*entry // the first is the reference
}

// entry is what one server did.
type entry struct {
	server  *server
	addr    string
	clients []client
	rates   []float64 // requests a second, of each round
	used    usage     // in all rounds
	done    int64     // requests in all rounds
	atRate  []time.Duration
}

// BenchmarkServing runs everything once, whatever b.N is.
func BenchmarkServing(b *testing.B) {
	if runtime.GOOS == "windows" {
		b.Skip("testdata/measure.go needs getrusage")
	}
	seconds, err := strconv.ParseFloat(cmp.Or(os.Getenv("SERVING_SECONDS"), "2"), 64)
	if err != nil {
		b.Fatal(err)
	}
	round := time.Duration(seconds * float64(time.Second))
	all := startServers(b)
	var contests []*contest
	kinds := operations()
	for _, op := range kinds {
		contests = append(contests, &contest{op: op, protocol: "REST", dial: dialREST, entries: []*entry{
			{server: all.reference, addr: all.reference.http}, {server: all.one, addr: all.one.http}, {server: all.two, addr: all.two.http},
		}})
	}
	for _, op := range kinds[:2] {
		op.name += ", telemetry"
		contests = append(contests, &contest{op: op, protocol: "REST", dial: dialREST, entries: []*entry{
			{server: all.one, addr: all.one.http}, {server: all.observed, addr: all.observed.http},
		}})
	}
	for _, op := range kinds[2:] {
		op.name += ", events"
		contests = append(contests, &contest{op: op, protocol: "REST", dial: dialREST, entries: []*entry{
			{server: all.one, addr: all.one.http}, {server: all.telling, addr: all.telling.http},
		}})
	}
	for _, c := range []struct {
		how, header string
		by          *server
	}{{"token", "Authorization: Bearer " + all.token, all.authenticating}, {"session", "Cookie: " + all.session, all.remembering}} {
		contests = append(contests, &contest{op: signedIn(kinds[0], c.how, c.header), protocol: "REST", dial: dialREST, entries: []*entry{
			{server: all.one, addr: all.one.http}, {server: c.by, addr: c.by.http},
		}})
	}
	for _, op := range kinds {
		contests = append(contests, &contest{op: op, protocol: "gRPC", dial: dialGRPC, entries: []*entry{
			{server: all.reference, addr: all.reference.grpc}, {server: all.two, addr: all.two.grpc},
		}})
	}
	for _, c := range contests {
		b.Run(c.protocol+" "+c.op.name, func(b *testing.B) {
			c.run(b, round)
			b.ReportMetric(0, "ns/op")
		})
	}
	printTable(os.Stdout, contests, []*server{all.reference, all.one, all.two, all.observed, all.telling, all.authenticating, all.remembering})
}

func (c *contest) run(b *testing.B, round time.Duration) {
	b.Helper()
	for _, e := range c.entries {
		for range clients {
			one, err := c.dial(e.addr)
			if err != nil {
				b.Fatal(err)
			}
			e.clients = append(e.clients, one)
		}
		e.ask(b, c.op, 0, round/4) // what happens on the first request does not count
	}
	for i := range rounds {
		for j := range c.entries {
			e := c.entries[(i+j)%len(c.entries)]
			before, began := e.server.usage(b), time.Now()
			n := len(e.ask(b, c.op, 0, round))
			e.rates = append(e.rates, float64(n)/time.Since(began).Seconds())
			used := e.server.usage(b).minus(before)
			e.used.Allocs, e.used.Bytes, e.used.CPU = e.used.Allocs+used.Allocs, e.used.Bytes+used.Bytes, e.used.CPU+used.CPU
			e.done += int64(n)
		}
	}
	slowest := c.entries[0].rate()
	for _, e := range c.entries {
		slowest = min(slowest, e.rate())
	}
	for range rounds {
		for _, e := range c.entries {
			e.atRate = append(e.atRate, e.ask(b, c.op, slowest/2, round)...)
		}
	}
	for _, e := range c.entries {
		slices.Sort(e.atRate)
		for _, one := range e.clients {
			one.close()
		}
	}
}

func (e *entry) ask(b *testing.B, op operation, rate float64, d time.Duration) []time.Duration {
	b.Helper()
	took, err := load(e.clients, op, rate, d)
	if err != nil {
		b.Fatalf("%s: %v", e.server.name, err)
	}
	return took
}

// rate is the median of the rounds.
func (e *entry) rate() float64 {
	return slices.Sorted(slices.Values(e.rates))[len(e.rates)/2]
}

// percentile is a time that a part of the requests at a fixed rate did not exceed.
func (e *entry) percentile(part float64) time.Duration {
	return e.atRate[min(len(e.atRate)-1, int(part*float64(len(e.atRate))))]
}

func (e *entry) perRequest(total int64) string { return fmt.Sprint(total / max(1, e.done)) }
