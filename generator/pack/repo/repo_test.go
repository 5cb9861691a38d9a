package repo_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pack/gateway"
	"github.com/svcgen/svcgen/generator/pack/githubactions"
	"github.com/svcgen/svcgen/generator/pack/repo"
	"github.com/svcgen/svcgen/generator/pack/service"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/templates"
)

// hostileModel returns a workspace whose names and texts would break a file that prints them unescaped.
func hostileModel(t *testing.T, text string) *model.Model {
	t.Helper()
	m := rendertest.Shop(t)
	m.Packs = []string{"github-actions"}
	m.Description = text
	for _, s := range m.Services {
		s.Description = text
		for _, r := range s.Resources {
			r.Description = text
			for _, f := range r.Fields {
				f.Description = text
			}
		}
	}
	return m
}

// rootFiles renders the files at the root, the Dockerfiles and the workflows.
func rootFiles(t *testing.T, m *model.Model) map[string]string {
	t.Helper()
	renderer := render.New(templates.FS, repo.Pack(), githubactions.Pack(), dockerfiles(service.Pack()), dockerfiles(gateway.Pack()))
	rendered, err := renderer.Files(m)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range rendered {
		files[f.Path] = string(f.Data)
	}
	return files
}

// dockerfiles returns a pack with nothing but its Dockerfiles.
func dockerfiles(p render.Pack) render.Pack {
	p.Rows = slices.DeleteFunc(p.Rows, func(r render.Row) bool { return r.Program == "" })
	return p
}

// A description changes one line of the README and no other file at the root.
func TestRootFilesHoldHostileText(t *testing.T) {
	t.Parallel()
	plain := rootFiles(t, hostileModel(t, "plain"))
	for _, text := range rendertest.Hostile() {
		for path, data := range rootFiles(t, hostileModel(t, text+"x")) {
			if path != "README.md" {
				if data != plain[path] {
					t.Errorf("%q changes %s", text, path)
				}
				continue
			}
			if got, want := strings.Count(data, "\n"), strings.Count(plain[path], "\n"); got > want {
				t.Errorf("%q makes README.md %d lines longer", text, got-want)
			}
		}
	}
}

// TestReadmeCallers proves that each command of the README with which somebody tries the API says who calls, as the workspace takes it.
func TestReadmeCallers(t *testing.T) {
	t.Parallel()
	cookies := rendertest.Sessions(t)
	cookies.Bearer = false
	for want, m := range map[string]*model.Model{
		"curl ":        rendertest.Minimal(t),
		"curl -b jar ": cookies,
		`curl -H "Authorization: Bearer $TOKEN" `: rendertest.Guarded(t),
	} {
		for line := range strings.Lines(rootFiles(t, m)["README.md"]) {
			if !strings.HasPrefix(line, "curl ") {
				continue
			}
			rest, ok := strings.CutPrefix(line, want)
			if !ok || strings.Contains(rest, "Bearer") || strings.Contains(rest, "-b ") {
				t.Errorf("%q has the line %s", want, line)
			}
		}
	}
}

func TestRootYAMLParses(t *testing.T) {
	t.Parallel()
	for _, m := range []*model.Model{rendertest.Minimal(t), rendertest.Shop(t), rendertest.Services(t, 3)} {
		for path, data := range rootFiles(t, m) {
			if !strings.HasSuffix(path, ".yml") && !strings.HasSuffix(path, ".yaml") {
				continue
			}
			var doc map[string]any
			if err := yaml.Unmarshal([]byte(data), &doc); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			if strings.HasPrefix(path, ".github/") && (strings.Contains(data, "[[ ") || !strings.Contains(data, "${{ ")) {
				t.Errorf("%s: wrong delimiters:\n%s", path, data)
			}
		}
	}
}

// Services may have names that YAML does not read as strings, such as true.
func TestComposeKeys(t *testing.T) {
	t.Parallel()
	m := rendertest.Services(t, 3)
	for i, name := range []string{"null", "on", "true"} {
		m.Services[i].Name, m.Services[i].Database, m.Programs[i].Image = name, name, name
	}
	var doc struct {
		Services map[string]struct {
			DependsOn map[string]any `yaml:"depends_on"`
		}
	}
	if err := yaml.UnmarshalWithOptions([]byte(rootFiles(t, m)["compose.gen.yaml"]), &doc); err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range doc.Services {
		names = append(names, name)
	}
	slices.Sort(names)
	want := []string{
		"gateway", "null", "null-migrate", "on", "on-migrate", "postgres-server", "postgres-setup", "true", "true-migrate",
	}
	if !slices.Equal(names, want) {
		t.Errorf("services: %q, want %q", names, want)
	}
	if n := len(doc.Services["gateway"].DependsOn); n != 3 {
		t.Errorf("the gateway waits for %d services", n)
	}
}

// TestComposeMails holds that only the service that sends mails knows who takes them.
func TestComposeMails(t *testing.T) {
	t.Parallel()
	m := rendertest.Passwords(t)
	compose := rootFiles(t, m)["compose.gen.yaml"]
	for _, s := range m.Services {
		if got := strings.Contains(compose, s.EnvPrefix+"_SMTP_URL"); got != s.IsIdentity() {
			t.Errorf("the container of %s knows who takes mails: %t", s.Name, got)
		}
	}
}

var envTag = regexp.MustCompile("env:\"([A-Z_]+)[^\"]*\"(?: envDefault:\"([^\"]*)\")?")

// .env.example lists every variable that the programs read, with its default.
func TestEnvExampleIsComplete(t *testing.T) {
	t.Parallel()
	m := rendertest.Shop(t) // the first service has seeds, too
	example := rootFiles(t, m)[".env.example"]
	for path, prefix := range map[string]string{
		"core/platform/app/run.go":                     "",
		"core/platform/pg/pool.go":                     m.Services[0].EnvPrefix + "_",
		"core/platform/grpcx/server.go":                m.Services[0].EnvPrefix + "_",
		"core/services/service/app/config.gen.go.tmpl": m.Services[0].EnvPrefix + "_",
		"core/services/gateway/app/config.gen.go.tmpl": "GATEWAY_",
	} {
		source, err := fs.ReadFile(templates.FS, path)
		if err != nil {
			t.Fatal(err)
		}
		tags := envTag.FindAllStringSubmatch(string(source), -1)
		if len(tags) == 0 {
			t.Errorf("%s declares no variable", path)
		}
		for _, tag := range tags {
			line := prefix + tag[1] + "="
			if !strings.Contains(tag[2], "{{") {
				line += tag[2]
			}
			if !strings.Contains(example, line) {
				t.Errorf(".env.example has no %s, which %s declares", line, path)
			}
		}
	}
}
