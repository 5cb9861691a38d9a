package postgres

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"example.com/chinook/platform/aip"
	"example.com/chinook/platform/pg"
	"example.com/chinook/services/catalog/internal/catalog"
	"example.com/chinook/services/catalog/internal/postgres/db"
)

const playlists = `INSERT INTO tracks (id, name, media_type, milliseconds, length, pause, unit_price, create_time, update_time, version)
SELECT md5('track' || i)::uuid, 'track ' || i, 'aac', 1, '1s', '1s', 1, now(), now(), 1 FROM generate_series(1, 100) i;
INSERT INTO playlists (id, name, create_time, update_time, version) SELECT md5('playlist' || i)::uuid, 'playlist ' || i, now(), now(), 1 FROM generate_series(1, 100000) i;
INSERT INTO playlist_entries (parent_id, position, track)
SELECT md5('playlist' || i)::uuid, n, md5('track' || 1 + (i + n) % 100)::uuid FROM generate_series(1, 100000) i, generate_series(0, 1) n;
ANALYZE`

// queries keeps the statements that are sent to it.
type queries struct {
	db.DBTX
	sent []string
}

func (q *queries) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	q.sent = append(q.sent, sql)
	return q.DBTX.Query(ctx, sql, args...)
}

// TestPlansOfChildren holds that the children of a page of 50 among 100,000 are read by one statement, from an index of their parents, whether
// PostgreSQL knows the ids when it plans or not.
func TestPlansOfChildren(t *testing.T) {
	s := newStore(t)
	if _, err := s.pool.Exec(t.Context(), playlists); err != nil {
		t.Fatal(err)
	}
	page, err := s.ListPlaylists(t.Context(), aip.Query{PageSize: 50})
	if err != nil || len(page.Items) != 50 {
		t.Fatalf("%d playlists: %v", len(page.Items), err)
	}
	sent := &queries{DBTX: s.conn}
	again := make([]*catalog.Playlist, 50)
	ids := make([]string, 50)
	for i, p := range page.Items {
		again[i], ids[i] = &catalog.Playlist{ID: p.ID}, "'"+p.ID.String()+"'"
		if len(p.Entries) != 2 {
			t.Fatalf("%s has %d entries", p.ID, len(p.Entries))
		}
	}
	if _, err := (&Store{conn: sent}).fillPlaylists(t.Context(), again, pg.PageBytes); err != nil || len(sent.sent) != 1 {
		t.Fatalf("sent %q: %v", sent.sent, err)
	}
	for i, p := range again {
		if fmt.Sprint(p.Entries) != fmt.Sprint(page.Items[i].Entries) {
			t.Errorf("%v, in the page %v", p.Entries, page.Items[i].Entries)
		}
	}
	for _, mode := range []string{"force_generic_plan", "force_custom_plan"} {
		for _, parents := range [][]string{ids, ids[:1]} {
			// Two indexes begin with parent_id: that of the primary key, and that of what is unique. One is as good as the other.
			args := []string{"ARRAY[" + strings.Join(parents, ", ") + "]::uuid[]"}
			wantPlanOf(t, s, mode, sent.sent[0], args, "playlist_entries", "Index Cond: (parent_id = parent.id)", "Seq Scan")
		}
	}
}
