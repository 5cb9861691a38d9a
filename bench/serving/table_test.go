package serving

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// printTable prints what each server did, in the form of Markdown.
func printTable(w io.Writer, contests []*contest, servers []*server) {
	out := tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)
	row := func(cells ...any) {
		for _, cell := range cells {
			_, _ = fmt.Fprintf(out, "| %v\t", cell)
		}
		_, _ = fmt.Fprintln(out, "|")
	}
	_, _ = fmt.Fprintln(out)
	row("request", "server", "requests/s", "ratio", "CPU µs", "CPU ratio", "allocations", "bytes", "p50 ms", "p99 ms")
	row("---", "---", "---", "---", "---", "---", "---", "---", "---", "---")
	for _, c := range contests {
		first := c.entries[0]
		if first.done == 0 { // -bench left it out
			continue
		}
		for _, e := range c.entries {
			cpu := func(e *entry) float64 { return float64(e.used.CPU.Nanoseconds()) / 1000 / float64(max(1, e.done)) }
			row(c.protocol+" "+c.op.name, e.server.name, fmt.Sprintf("%.0f", e.rate()), fmt.Sprintf("%.2f", e.rate()/first.rate()),
				fmt.Sprintf("%.0f", cpu(e)), fmt.Sprintf("%.2f", cpu(first)/cpu(e)), e.perRequest(e.used.Allocs), e.perRequest(e.used.Bytes),
				milliseconds(e.percentile(0.5)), milliseconds(e.percentile(0.99)))
		}
	}
	_, _ = fmt.Fprintln(out)
	row("server", "start ms", "MB at rest", "MB afterwards")
	row("---", "---", "---", "---")
	for _, s := range servers {
		afterwards := int64(0)
		for _, p := range s.processes {
			afterwards += p.resident()
		}
		row(s.name, milliseconds(s.started), megabytes(s.resident), megabytes(afterwards))
	}
	_ = out.Flush()
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

func megabytes(bytes int64) string { return fmt.Sprintf("%.0f", float64(bytes)/1e6) }
