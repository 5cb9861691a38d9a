// Package templates holds what a generated workspace is made of: core and one folder for each optional pack, whose trees mirror
// the output. The packages below generator/pack say which file is written where and when.
package templates

import "embed"

// FS holds every folder beside this file: core, the packs, and the example specs.
//
//go:embed all:core all:devcontainer all:examples all:github-actions all:kubernetes all:observability
var FS embed.FS
