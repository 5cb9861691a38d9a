package observability

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery"
)

// series are the metrics of a program, as Prometheus stores them: a histogram is three metrics.
type series struct {
	labels map[string][]string // their names, by metric
	codes  []string            // of calls: OK, NOT_FOUND
}

// run starts the program with all services of a workspace, with a PostgreSQL server of its own, as make dev does, and returns the addresses of
// its API and its metrics.
func run(t *testing.T, workspace string) (api, metrics string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(workspace)); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 { // PostgreSQL runs as somebody else, who has to get there
		for at := dir; at != os.TempDir() && at != "/"; at = filepath.Dir(at) {
			if err := os.Chmod(at, 0o755); err != nil { //nolint:gosec // there is no secret
				t.Fatal(err)
			}
		}
	}
	cached := append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -trimpath") // another directory has the same objects
	program := filepath.Join(dir, "bin", "dev")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./tools/dev")
	build.Dir, build.Env = dir, cached
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	api, metrics = address(t), address(t)
	var out bytes.Buffer
	dev := exec.Command(program)
	dev.Dir, dev.Stdout, dev.Stderr = dir, &out, &out
	dev.Env = append(slices.Clone(cached), "ADMIN_ADDR="+metrics, "GATEWAY_HTTP_ADDR="+api)
	services, err := filepath.Glob(filepath.Join(dir, "services", "*", "service.yaml"))
	if err != nil || len(services) == 0 {
		t.Fatalf("no services: %v", err)
	}
	for _, file := range services {
		dev.Env = append(dev.Env, strings.ToUpper(filepath.Base(filepath.Dir(file)))+"_GRPC_ADDR="+address(t))
	}
	if err := dev.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = dev.Process.Signal(syscall.SIGTERM)
		if err := dev.Wait(); err != nil || t.Failed() {
			t.Errorf("dev: %v\n%s", err, &out)
		}
	})
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(time.Second / 2) {
		if status, _, err := get(t.Context(), "http://"+metrics+"/readyz"); err == nil && status == http.StatusOK {
			return api, metrics
		}
	}
	t.Fatal("the program is not ready after three minutes")
	return "", ""
}

// address returns a free address.
func address(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func get(ctx context.Context, url string) (status int, body []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	body, err = io.ReadAll(res.Body)
	return res.StatusCode, body, err
}

// scrape reads metrics as Prometheus does, and adds the labels that it gives each target.
func scrape(t *testing.T, url, settings string) series {
	t.Helper()
	status, body, err := get(t.Context(), url)
	if err != nil || status != http.StatusOK {
		t.Fatalf("%s: %d, %v", url, status, err)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := config.LoadFile(settings, false, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	target := []string{model.JobLabel, model.InstanceLabel}
	for _, found := range cfg.ScrapeConfigs[0].ServiceDiscoveryConfigs {
		for _, group := range found.(discovery.StaticConfig) {
			for name := range group.Labels {
				if !slices.Contains(target, string(name)) {
					target = append(target, string(name))
				}
			}
		}
	}
	all := series{labels: map[string][]string{"up": target}}
	for name, family := range families {
		names := slices.Clone(target)
		for _, l := range family.GetMetric()[0].GetLabel() {
			names = append(names, l.GetName())
		}
		for _, m := range family.GetMetric() {
			for _, l := range m.GetLabel() {
				if l.GetName() == "rpc_response_status_code" {
					all.codes = append(all.codes, l.GetValue())
				}
			}
		}
		if family.GetMetric()[0].GetHistogram() == nil {
			all.labels[name] = names
			continue
		}
		all.labels[name+"_sum"], all.labels[name+"_count"] = names, names
		all.labels[name+"_bucket"] = append(slices.Clone(names), model.BucketLabel)
	}
	return all
}

// has reports why an expression that reads a label of a metric finds nothing; nil if it finds something.
func (s series) has(metric, label string) error {
	labels, ok := s.labels[metric]
	switch {
	case !ok:
		return fmt.Errorf("the program has no metric %s", metric)
	case !slices.Contains(labels, label):
		return fmt.Errorf("%s has no label %s, but %s", metric, label, strings.Join(labels, ", "))
	}
	return nil
}
