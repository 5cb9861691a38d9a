// Package observability holds the settings of the observability pack in the golden workspaces against the programs that read them: Compose,
// Prometheus, Grafana. Queries are held against the metrics of a program that runs. It is a module of its own, so that svcgen does not depend on them.
package observability

import (
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

// workspaces are the golden workspaces that have the pack.
func workspaces(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/golden/*/want/deploy/compose/observability.gen.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden workspace has the pack: %v", err)
	}
	for i, name := range files {
		files[i] = filepath.Join(name, "..", "..", "..")
	}
	return files
}

func project(t *testing.T, dir string, profiles ...string) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{filepath.Join(dir, "compose.yaml")}, cli.WithProfiles(profiles), cli.WithInterpolation(true))
	if err != nil {
		t.Fatal(err)
	}
	p, err := options.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Compose accepts the files of every golden workspace, with whatever bus, and all images of others are pinned.
func TestEveryCompose(t *testing.T) {
	files, err := filepath.Glob("../../testdata/golden/*/want/compose.yaml")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	pinned := regexp.MustCompile(`:v?[0-9]+(\.[0-9]+|-)`)
	for _, file := range files {
		services := project(t, filepath.Dir(file)).Services
		built := map[string]bool{}
		for _, s := range services {
			built[s.Image] = built[s.Image] || s.Build != nil
		}
		for name, s := range services {
			if !built[s.Image] && !pinned.MatchString(s.Image) {
				t.Errorf("%s: the image of %s is not pinned: %s", file, name, s.Image)
			}
		}
	}
}

// Compose accepts the files. What the profiles add is not there without them, has a pinned image, and only the edge has ports beside the
// gateway.
func TestCompose(t *testing.T) {
	for _, dir := range workspaces(t) {
		core := project(t, dir).ServiceNames()
		all := project(t, dir, "edge", "obs")
		pinned := regexp.MustCompile(`:v?[0-9]+\.[0-9]+`)
		added := 0
		for name, s := range all.Services {
			if len(s.Ports) > 0 && name != "gateway" && name != "edge-proxy" {
				t.Errorf("%s: %s has ports", dir, name)
			}
			if slices.Contains(core, name) {
				continue
			}
			added++
			if !pinned.MatchString(s.Image) {
				t.Errorf("%s: the image of %s is not pinned: %s", dir, name, s.Image)
			}
			for _, v := range s.Volumes {
				if _, err := os.Stat(v.Source); v.Type == types.VolumeTypeBind && err != nil {
					t.Errorf("%s: %s mounts what is not there: %v", dir, name, err)
				}
			}
		}
		if added != 5 {
			t.Errorf("%s: the profiles add %d containers", dir, added)
		}
	}
}

// Prometheus accepts its configuration and the alerts, and scrapes programs that are containers.
func TestPrometheus(t *testing.T) {
	for _, dir := range workspaces(t) {
		file := filepath.Join(dir, "deploy/compose/prometheus/prometheus.gen.yml")
		cfg, err := config.LoadFile(file, false, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if len(cfg.ScrapeConfigs) != 1 {
			t.Errorf("%s: %d jobs", file, len(cfg.ScrapeConfigs))
		}
		rules := filepath.Join(dir, "deploy/compose/prometheus/alerts.gen.rules.yml")
		groups, errs := rulefmt.ParseFile(rules, false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
		if len(errs) > 0 {
			t.Errorf("%s: %v", rules, errs)
		} else if len(groups.Groups[0].Rules) < 4 {
			t.Errorf("%s: %d alerts", rules, len(groups.Groups[0].Rules))
		}
	}
}
