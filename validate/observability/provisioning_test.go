package observability

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/go-openapi/strfmt"
	"github.com/grafana/grafana-openapi-client-go/models"
	"go.yaml.in/yaml/v3"
)

// readYAML decodes a file of the workspace. What the type does not have is an error.
func readYAML(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var read map[string]any
	if err := yaml.Unmarshal(data, &read); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if data, err = json.Marshal(read); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// Grafana can read the data sources: their keys are those that its API takes, and those of the file itself. The panels name the default one.
func TestDataSources(t *testing.T) {
	for _, dir := range workspaces(t) {
		var file struct {
			APIVersion  int                            `json:"apiVersion"`
			DataSources []*models.AddDataSourceCommand `json:"datasources"`
		}
		path := filepath.Join(dir, "deploy/compose/grafana/datasources.gen.yaml")
		readYAML(t, path, &file)
		services := project(t, dir, "obs").ServiceNames()
		var standard []string
		for _, source := range file.DataSources {
			if err := source.Validate(strfmt.Default); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			if source.IsDefault {
				standard = append(standard, source.UID)
			}
			if address, err := url.Parse(source.URL); err != nil || !slices.Contains(services, address.Hostname()) {
				t.Errorf("%s: no container answers at %s", path, source.URL)
			}
		}
		if file.APIVersion != 1 || len(standard) != 1 {
			t.Errorf("%s: version %d, defaults %q", path, file.APIVersion, standard)
		}
		for _, p := range readDashboard(t, dir).Panels {
			if p.Panel != nil && p.Panel.Datasource != nil && *p.Panel.Datasource.Uid != standard[0] {
				t.Errorf("%s: panel %s asks %s", path, *p.Panel.Title, *p.Panel.Datasource.Uid)
			}
		}
	}
}

// Grafana looks for dashboards where Compose mounts them.
func TestDashboardProvider(t *testing.T) {
	for _, dir := range workspaces(t) {
		var file struct {
			APIVersion int `json:"apiVersion"`
			Providers  []struct {
				Name    string            `json:"name"`
				Type    string            `json:"type"`
				Options map[string]string `json:"options"`
			} `json:"providers"`
		}
		path := filepath.Join(dir, "deploy/compose/grafana/dashboards.gen.yaml")
		readYAML(t, path, &file)
		if file.APIVersion != 1 || len(file.Providers) != 1 || file.Providers[0].Type != "file" {
			t.Fatalf("%s: %+v", path, file)
		}
		var mounted []string
		for _, v := range project(t, dir, "obs").Services["grafana-server"].Volumes {
			mounted = append(mounted, v.Target)
		}
		if folder := file.Providers[0].Options["path"]; !slices.Contains(mounted, folder) {
			t.Errorf("%s: nothing is mounted at %s, but at %q", path, folder, mounted)
		}
	}
}
