package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAcceptedBreak holds that `make proto-breaking` passes a change that somebody accepted with --breaking, and no other.
func TestAcceptedBreak(t *testing.T) {
	if testing.Short() {
		t.Skip("runs buf")
	}
	for _, program := range []string{"git", "make"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("no " + program)
		}
	}
	dir := filepath.Join(t.TempDir(), "shop")
	run(t, ".", "svcgen", "new", dir, "--module", "example.com/shop",
		"--resource", "catalog/product:title:string", "--resource", "catalog/product:stock:int32",
		"--resource", "orders/order:number:string", "--resource", "orders/order:total:int32")
	git := func(args ...string) { run(t, dir, "git", args...) }
	git("init", "-q", "-b", "main")
	git("config", "user.name", "a")
	git("config", "user.email", "a@example.com")
	git("add", "-A")
	git("commit", "-q", "-m", "one")
	buf := strings.TrimSpace(run(t, ".", "go", "tool", "-n", "buf"))
	broken := func() string {
		out, err := programIn(t, dir, "make", "proto-breaking", "BUF="+buf).CombinedOutput()
		if err == nil {
			return ""
		}
		return string(out)
	}
	edit := func(file, old, text string) {
		name := filepath.Join(dir, filepath.FromSlash(file))
		before := read(t, name)
		if !strings.Contains(before, old) {
			t.Fatalf("%s has no %q", file, old)
		}
		write(t, name, strings.Replace(before, old, text, 1))
	}

	git("checkout", "-q", "-b", "change")
	edit("services/catalog/service.yaml", "stock: int32", "stock: int64")
	run(t, dir, "svcgen", "generate", "--breaking")
	git("add", "-A")
	git("commit", "-q", "-m", "two")
	if out := broken(); out != "" {
		t.Errorf("an accepted change does not pass:\n%s", out)
	}
	if ledger := read(t, filepath.Join(dir, ".svcgen", "model", "catalog.yaml")); !strings.Contains(ledger, "\nbreaks: 1\n") {
		t.Errorf("the ledger does not say so:\n%s", ledger)
	}
	run(t, dir, "svcgen", "add", "field", "catalog", "product", "note:string:optional", "--breaking")
	if ledger := read(t, filepath.Join(dir, ".svcgen", "model", "catalog.yaml")); !strings.Contains(ledger, "\nbreaks: 1\n") {
		t.Errorf("a change that breaks nobody counts:\n%s", ledger)
	}

	edit("proto/shop/orders/v1/orders.proto", "optional int32 total", "optional int64 total")
	if out := broken(); !strings.Contains(out, `Field "8" with name "total"`) && !strings.Contains(out, "orders.proto") {
		t.Errorf("a change that nobody accepted passes: %s", out)
	}

	git("checkout", "-q", ".")
	git("checkout", "-q", "-b", "next", "change")
	edit("proto/shop/catalog/v1/catalog.proto", "int64 stock", "string stock")
	out, err := programIn(t, dir, "make", "proto-breaking", "BUF="+buf, "AGAINST=.git#ref=change").CombinedOutput()
	if err == nil {
		t.Errorf("what was accepted once opens the service for good:\n%s", out)
	}
}

// TestAcceptedBreakInOneSpec holds the same of a workspace whose services are all in svcgen.yaml.
func TestAcceptedBreakInOneSpec(t *testing.T) {
	if testing.Short() {
		t.Skip("runs buf")
	}
	for _, program := range []string{"git", "make"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("no " + program)
		}
	}
	dir := t.TempDir()
	git := func(args ...string) { run(t, dir, "git", args...) }
	spec := `version: 1
module: example.com/shop
auth: none
services:
  catalog:
    resources: {product: {fields: {title: string, stock: int32}}}
  orders:
    resources: {order: {fields: {number: string, total: int32}}}
`
	write(t, filepath.Join(dir, "svcgen.yaml"), spec)
	run(t, dir, "svcgen", "generate")
	git("init", "-q", "-b", "main")
	git("config", "user.name", "a")
	git("config", "user.email", "a@example.com")
	git("add", "-A")
	git("commit", "-q", "-m", "one")
	git("checkout", "-q", "-b", "change")
	write(t, filepath.Join(dir, "svcgen.yaml"), strings.Replace(spec, "stock: int32", "stock: int64", 1))
	run(t, dir, "svcgen", "generate", "--breaking")
	git("add", "-A")
	git("commit", "-q", "-m", "two")
	buf := strings.TrimSpace(run(t, ".", "go", "tool", "-n", "buf"))
	if out, err := programIn(t, dir, "make", "proto-breaking", "BUF="+buf).CombinedOutput(); err != nil {
		t.Errorf("an accepted change does not pass:\n%s", out)
	}
	orders := filepath.Join(dir, "proto", "shop", "orders", "v1", "orders.proto")
	write(t, orders, strings.Replace(read(t, orders), "optional int32 total", "optional int64 total", 1))
	if out, err := programIn(t, dir, "make", "proto-breaking", "BUF="+buf).CombinedOutput(); err == nil {
		t.Errorf("a change of another service that nobody accepted passes:\n%s", out)
	}
}

// TestBreakOfACopy holds that buf sees nothing that breaks clients if services begin to expand each other, and that a change accepted in one
// service is accepted in the copy that the other one has.
func TestBreakOfACopy(t *testing.T) {
	if testing.Short() {
		t.Skip("runs buf")
	}
	for _, program := range []string{"git", "make"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("no " + program)
		}
	}
	dir := filepath.Join(t.TempDir(), "shop")
	edit := func(service, old, text string) {
		name := filepath.Join(dir, "services", service, "service.yaml")
		write(t, name, strings.Replace(read(t, name), old, text, 1))
	}
	spec := filepath.Join(t.TempDir(), "spec.yaml")
	write(t, spec, `version: 1
module: example.com/shop
auth: none
services:
  catalog:
    resources: {product: {fields: {title: string}, methods: [create, get, batch_get]}}
  orders:
    resources: {order: {fields: {product: ref=catalog.product, total: int32}, expand: [product], methods: [create, get, batch_get]}}
`)
	run(t, ".", "svcgen", "new", dir, "-f", spec)
	git := func(args ...string) { run(t, dir, "git", args...) }
	git("init", "-q", "-b", "main")
	git("config", "user.name", "a")
	git("config", "user.email", "a@example.com")
	commit := func() {
		git("add", "-A")
		git("commit", "-q", "-m", "next")
	}
	commit()
	buf := strings.TrimSpace(run(t, ".", "go", "tool", "-n", "buf"))
	wantFine := func(what string) {
		t.Helper()
		if out, err := programIn(t, dir, "make", "proto-breaking", "BUF="+buf).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", what, out)
		}
	}
	edit("catalog", "title: string}", "title: string, last: ref=orders.order optional}, expand: [last]")
	run(t, dir, "svcgen", "generate")
	wantFine("the other direction")
	run(t, dir, buf, "lint")
	commit()

	git("checkout", "-q", "-b", "change")
	edit("orders", "total: int32", "total: int64")
	run(t, dir, "svcgen", "generate", "--breaking")
	commit()
	if copied := read(t, filepath.Join(dir, "proto", "shop", "catalog", "v1", "catalog.proto")); !strings.Contains(copied, "int64 total = 8") {
		t.Errorf("the copy does not follow:\n%s", copied)
	}
	wantFine("an accepted change")
}
