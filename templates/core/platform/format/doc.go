// Package format reports whether a string has a well-known form. The empty string has none.
package format
