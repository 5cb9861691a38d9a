package model

import (
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// ProtoDir returns the directory of a service's protos below proto/, and of their code below gen/go/: shop/catalog/v1.
func (m *Model) ProtoDir(service string) string {
	return m.ProtoRoot + "/" + naming.ProtoSegment(service) + "/v1"
}

// ProtoPackage returns the proto package of a service: shop.catalog.v1.
func (m *Model) ProtoPackage(service string) string {
	return m.ProtoRoot + "." + naming.ProtoSegment(service) + ".v1"
}

// EnvPrefix returns the prefix of a service's environment variables: CATALOG for CATALOG_DATABASE_URL.
func EnvPrefix(service string) string { return strings.ToUpper(service) }
