package event

import "context"

// Renaming returns what gives deliveries the names that their messages have now, and hands them to handle. names are these by those that
// messages had.
func Renaming[S any](names map[string]string, handle func(context.Context, S, Delivery) error) func(context.Context, S, Delivery) error {
	return func(ctx context.Context, s S, d Delivery) error {
		if now, ok := names[d.Type]; ok {
			d.Type = now
		}
		return handle(ctx, s, d)
	}
}
