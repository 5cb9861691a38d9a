package bench

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// result is what one command took on workspaces of one size.
type result struct {
	what     string
	services int
	budget   time.Duration // 0: none
	times    []time.Duration
	peak     int64 // bytes of the largest process
}

// results are those of this run, for the table at its end.
var results []*result

// measure runs a command b.N times, each in a folder of its own that prepare has filled.
func measure(b *testing.B, what string, services int, budget time.Duration, prepare func(dir string), command func(dir string) *exec.Cmd) {
	b.Helper()
	r := &result{what: what, services: services, budget: budget}
	for range b.N {
		dir := b.TempDir()
		if prepare != nil {
			prepare(dir)
		}
		cmd := command(dir)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		began := time.Now()
		if err := cmd.Run(); err != nil {
			b.Fatalf("%s: %v\n%s", cmd, err, out.Bytes())
		}
		r.times = append(r.times, time.Since(began))
		r.peak = max(r.peak, peak(cmd.ProcessState))
	}
	b.ReportMetric(float64(r.median().Microseconds())/1000, "ms/run")
	b.ReportMetric(float64(r.peak)/1e6, "peak-MB")
	b.ReportMetric(0, "ns/op")
	record(r)
}

// record keeps the result with the most runs: the testing package tries with one run first.
func record(r *result) {
	i := slices.IndexFunc(results, func(old *result) bool { return old.what == r.what && old.services == r.services })
	if i < 0 {
		results = append(results, r)
		return
	}
	if len(r.times) >= len(results[i].times) {
		results[i] = r
	}
}

func (r *result) median() time.Duration {
	times := slices.Sorted(slices.Values(r.times))
	return times[len(times)/2]
}

// printTable prints the medians, with the budget and whether it is kept.
func printTable(w io.Writer) {
	if len(results) == 0 {
		return
	}
	_, _ = fmt.Fprintf(w, "\n%-34s %8s %10s %10s %9s %6s\n", "median of whole processes", "services", "time", "budget", "peak", "runs")
	for _, r := range results {
		budget, verdict, services := "", "", ""
		if r.budget > 0 {
			budget = seconds(r.budget)
			if r.median() > r.budget {
				verdict = "  over"
			}
		}
		if r.services > 0 {
			services = fmt.Sprint(r.services)
		}
		line := fmt.Sprintf("%-34s %8s %10s %10s %6.0f MB %6d%s", r.what, services, seconds(r.median()), budget, float64(r.peak)/1e6, len(r.times), verdict)
		_, _ = fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f s", d.Seconds()) }
