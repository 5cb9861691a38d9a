// Package specs holds specs that tests of several packages share.
package specs

import _ "embed"

// Everything is a spec of one file with every word that describes a workspace.
//
//go:embed everything.yaml
var Everything []byte

// Sessions is a spec of one file with the words about sessions.
//
//go:embed sessions.yaml
var Sessions []byte

// Passwords is a spec of one file with passwords alone.
//
//go:embed passwords.yaml
var Passwords []byte
