package auth

import "context"

// AsItself returns a context in which the service acts on its own, whoever has called it: it calls other services as itself, and nothing
// limits it to what is somebody's own. Who calls is not known in it.
func AsItself(ctx context.Context) context.Context { return WithShared(ctx, nil) }
