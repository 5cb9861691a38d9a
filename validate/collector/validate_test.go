// Package collector holds the settings of OpenTelemetry's collector in the golden workspaces against the collector. It is a module of its own, so
// that svcgen does not depend on it.
package collector

import (
	"path/filepath"
	"testing"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.opentelemetry.io/collector/confmap/provider/fileprovider"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/otlpexporter"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/batchprocessor"
	"go.opentelemetry.io/collector/processor/memorylimiterprocessor"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/service/telemetry/otelconftelemetry"
)

// factories are those that the pack uses, of all that the image has.
func factories() (otelcol.Factories, error) {
	all := otelcol.Factories{Telemetry: otelconftelemetry.NewFactory()}
	var err error
	if all.Receivers, err = otelcol.MakeFactoryMap[receiver.Factory](otlpreceiver.NewFactory()); err != nil {
		return all, err
	}
	if all.Processors, err = otelcol.MakeFactoryMap[processor.Factory](batchprocessor.NewFactory(), memorylimiterprocessor.NewFactory()); err != nil {
		return all, err
	}
	all.Exporters, err = otelcol.MakeFactoryMap[exporter.Factory](otlpexporter.NewFactory())
	return all, err
}

// The collector makes its pipelines of the settings, as `otelcol validate` does.
func TestSettings(t *testing.T) {
	files, err := filepath.Glob("../../testdata/golden/*/want/deploy/compose/otel-collector.gen.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden workspace has a collector: %v", err)
	}
	for _, file := range files {
		c, err := otelcol.NewCollector(otelcol.CollectorSettings{
			BuildInfo: component.BuildInfo{Command: "otelcol"},
			Factories: factories,
			ConfigProviderSettings: otelcol.ConfigProviderSettings{ResolverSettings: confmap.ResolverSettings{
				URIs:              []string{"file:" + file},
				DefaultScheme:     "env",
				ProviderFactories: []confmap.ProviderFactory{envprovider.NewFactory(), fileprovider.NewFactory()},
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := c.DryRun(t.Context()); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
