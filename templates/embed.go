// Package templates holds what a generated workspace is made of: one folder for each pack, whose tree mirrors the output
// tree. Nothing in here is decided at run time; package render says which file is written where and when.
package templates

import "embed"

// FS holds every folder beside this file: core, the packs, and the example specs.
//
//go:embed all:core all:examples all:github-actions
var FS embed.FS
