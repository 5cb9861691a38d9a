package pg_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// TestPurge checks where a batch begins and ends.
func TestPurge(t *testing.T) {
	t.Parallel()
	one, two, failed := uuid.New(), uuid.New(), errors.New("failed")
	for _, tt := range []struct {
		after string
		from  uuid.UUID
		last  uuid.UUID
		err   error
		next  string
		want  error
	}{
		{"", uuid.Nil, one, nil, one.String(), nil},
		{one.String(), one, two, nil, two.String(), nil},
		{two.String(), two, uuid.Nil, pgx.ErrNoRows, "", nil},
		{"", uuid.Nil, uuid.Nil, failed, "", failed},
	} {
		next, err := pg.Purge("product", tt.after, func(after uuid.UUID) (uuid.UUID, error) {
			if after != tt.from {
				t.Errorf("after %q: the batch begins after %s", tt.after, after)
			}
			return tt.last, tt.err
		})
		if next != tt.next || !errors.Is(err, tt.want) {
			t.Errorf("after %q: got %q, %v", tt.after, next, err)
		}
	}
	if _, err := pg.Purge("product", "x", nil); err == nil {
		t.Error("an unknown place is an error")
	}
}
