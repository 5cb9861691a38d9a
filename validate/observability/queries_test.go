package observability

import (
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

// The dashboard and the alerts of a workspace ask for metrics and labels that its program has.
func TestQueriesFindMetrics(t *testing.T) {
	for _, dir := range workspaces(t) {
		api, metrics := run(t, dir)
		for _, path := range []string{"/v1/tariffs", "/v1/tariffs/0190a5d8-7b6c-7000-8000-000000000001"} { // one is there, one is not
			if _, _, err := get(t.Context(), "http://"+api+path); err != nil {
				t.Fatal(err)
			}
		}
		all := scrape(t, "http://"+metrics+"/metrics", filepath.Join(dir, "deploy/compose/prometheus/prometheus.gen.yml"))
		if !slices.Contains(all.codes, "NOT_FOUND") {
			t.Errorf("%s: alerts ask for codes as gRPC spells them, the program has %q", dir, all.codes)
		}
		queries := 0
		for _, p := range readDashboard(t, dir).Panels {
			for _, target := range p.Panel.Targets {
				query := target.(*prometheus.Dataquery)
				checkQuery(t, all, *p.Panel.Title, strings.ReplaceAll(query.Expr, "$__rate_interval", "1m"), *query.LegendFormat)
				queries++
			}
		}
		groups, errs := rulefmt.ParseFile(filepath.Join(dir, "deploy/compose/prometheus/alerts.gen.rules.yml"), false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		for _, group := range groups.Groups {
			for _, rule := range group.Rules {
				checkQuery(t, all, rule.Alert, rule.Expr, legend(rule.Annotations["summary"]))
				queries++
			}
		}
		if queries < 15 {
			t.Errorf("%s: %d queries", dir, queries)
		}
	}
}

// readDashboard reads the dashboard into Grafana's types. What they do not have is an error.
func readDashboard(t *testing.T, dir string) dashboard.Dashboard {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "deploy/compose/grafana/programs.gen.json"))
	if err != nil {
		t.Fatal(err)
	}
	plugins.RegisterDefaultPlugins()
	if err := problem(new(dashboard.Dashboard).UnmarshalJSONStrict(data)); err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	var d dashboard.Dashboard
	if err := json.Unmarshal(data, &d); err != nil { // the strict one leaves out panels
		t.Fatalf("%s: %v", dir, err)
	}
	if err := problem(d.Validate()); err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	return d
}

// problem returns an error of Grafana's types, which answer with an empty list if there is none.
func problem(err error) error {
	if all, ok := errors.AsType[cog.BuildErrors](err); ok && len(all) == 0 {
		return nil
	}
	return err
}

// legend turns $labels.program, as in the texts of alerts, into {{program}}, as in legends.
func legend(summary string) string {
	return regexp.MustCompile(`\{\{ *\$labels\.(\w+) *\}\}`).ReplaceAllString(summary, "{{$1}}")
}

// checkQuery wants an expression to read metrics and labels that are there, and to keep the labels that its legend shows.
func checkQuery(t *testing.T, all series, name, text, legend string) {
	t.Helper()
	expr, err := parser.NewParser(parser.Options{}).ParseExpr(text)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	selectors := 0
	kept := map[string][]string{} // for each metric, what the aggregations above leave of its labels
	parser.Inspect(expr, func(node parser.Node, above []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		selectors++
		for _, m := range selector.LabelMatchers {
			if m.Name == labels.MetricName {
				continue
			}
			if err := all.has(selector.Name, m.Name); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		kept[selector.Name] = all.labels[selector.Name]
		for _, node := range slices.Backward(above) { // the outermost comes last
			sum, ok := node.(*parser.AggregateExpr)
			if !ok {
				continue
			}
			for _, label := range sum.Grouping {
				if err := all.has(selector.Name, label); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			kept[selector.Name] = sum.Grouping
		}
		return nil
	})
	if selectors == 0 {
		t.Errorf("%s reads no metric: %s", name, text)
	}
	for _, shown := range regexp.MustCompile(`\{\{(\w+)\}\}`).FindAllStringSubmatch(legend, -1) {
		for metric, left := range kept {
			if !slices.Contains(left, shown[1]) {
				t.Errorf("%s shows %s, which is not left of %s: %s", name, shown[1], metric, strings.Join(left, ", "))
			}
		}
	}
}

// Grafana can read the dashboard, whose panels have numbers and places of their own.
func TestDashboard(t *testing.T) {
	for _, dir := range workspaces(t) {
		ids, places := map[uint32]bool{}, map[[2]uint32]bool{}
		panels := readDashboard(t, dir).Panels
		for _, p := range panels {
			at := p.Panel.GridPos
			ids[*p.Panel.Id] = true
			for x := at.X; x < at.X+at.W; x++ {
				for y := at.Y; y < at.Y+at.H; y++ {
					if places[[2]uint32{x, y}] || x >= 24 {
						t.Fatalf("%s: no place for %s", dir, *p.Panel.Title)
					}
					places[[2]uint32{x, y}] = true
				}
			}
		}
		if len(panels) < 10 || len(ids) != len(panels) {
			t.Errorf("%s: %d panels with %d ids", dir, len(panels), len(ids))
		}
	}
}
