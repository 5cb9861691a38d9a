//go:build !unix

package pgtest

import (
	"context"
	"io"
)

// keepLocal leaves it to Docker.
func keepLocal(context.Context, string, io.Writer, func(error)) (server string, stop func(), err error) {
	return "", nil, errNoServer
}

// lock does nothing: at worst two processes start a server each.
func lock(string) (unlock func(), err error) { return func() {}, nil }

// checkOwner does nothing: temporary folders belong to one user.
func checkOwner(string) error { return nil }

// startLocal leaves it to Docker.
func startLocal(context.Context, string) (string, error) { return "", errNoServer }
