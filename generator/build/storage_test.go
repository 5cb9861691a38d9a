package build

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// storageNames returns the names that depend on the name of a service's storage.
func storageNames(s *model.Service) map[string]string {
	names := map[string]string{"": s.Storage}
	for _, r := range s.Resources {
		names[r.Name] = r.GoName + " " + r.StoreName + " " + r.FileName
	}
	return names
}

func stock(names ...string) *spec.Spec {
	s := spectest.Service("stock")
	for _, name := range names {
		s.Resources = append(s.Resources, spectest.Resource(name, spectest.Field("title", spec.String)))
	}
	return spectest.Workspace(s)
}

func TestStorage(t *testing.T) {
	t.Parallel()
	want := func(m *model.Model, want map[string]string) {
		t.Helper()
		if diff := cmp.Diff(want, storageNames(m.Services[0])); diff != "" {
			t.Error(diff)
		}
		checkDomain(t, m.Services[0])
	}

	m, l := mustBuild(t, stock("store", "store_item", "custom", "deps", "storage"), ledger.New())
	fresh := map[string]string{
		"":           "Storage",
		"store":      "Store StoreStorage store",
		"store_item": "StoreItem StoreItemStorage store_item",
		"custom":     "CustomEntity CustomEntityStorage custom_",
		"deps":       "DepsEntity DepsEntityStorage deps",
		"storage":    "StorageEntity StorageEntityStorage storage_",
	}
	want(m, fresh)
	m, l = mustBuild(t, stock("store", "store_item", "custom", "deps", "storage"), reread(t, l))
	want(m, fresh)

	// After a resource store is removed, code that uses the storage keeps its name.
	gone := stock("store_item", "custom", "deps", "storage")
	gone.Services[0].Removed = []spec.Removal{{Name: "store"}}
	m, l = mustBuild(t, gone, l)
	delete(fresh, "store")
	want(m, fresh)
	m, _ = mustBuild(t, stock("store_item", "custom", "deps", "storage"), reread(t, l))
	want(m, fresh)

	// An existing service keeps its names if it gets a resource store, also in later runs.
	m, l = mustBuild(t, stock("product", "storage"), ledger.New())
	old := map[string]string{"": "Store", "product": "Product ProductStore product", "storage": "Storage StorageStore storage"}
	want(m, old)
	old["store"] = "StoreEntity StoreEntityStore store_"
	for range 2 {
		m, l = mustBuild(t, stock("product", "storage", "store"), reread(t, l))
		want(m, old)
	}
	if store := l.Services[0].Resource("store"); store.GoName != "StoreEntity" {
		t.Errorf("the ledger remembers %q", store.GoName)
	}
}

// reread returns the ledger as the next run reads it.
func reread(t *testing.T, l *ledger.Ledger) *ledger.Ledger {
	t.Helper()
	read, err := ledger.Parse(ledgerMap(l))
	if err != nil {
		t.Fatal(err)
	}
	return read
}
