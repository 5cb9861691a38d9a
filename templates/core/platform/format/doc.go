// Package format reports whether a text has a well-known form. No function takes the empty text.
package format
