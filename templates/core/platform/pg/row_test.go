package pg_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

func TestFound(t *testing.T) {
	t.Parallel()
	if got, err := pg.Found(1, nil, "thing", strconv.Itoa); got != "1" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := pg.Found(1, pgx.ErrNoRows, "thing", strconv.Itoa); got != "" || errs.KindOf(err) != errs.KindNotFound {
		t.Errorf("no row: got %q, %v", got, err)
	}
}

func TestChanged(t *testing.T) {
	t.Parallel()
	if err := pg.Changed(1, nil, "thing"); err != nil {
		t.Error(err)
	}
	if err := pg.Changed(0, nil, "thing"); errs.KindOf(err) != errs.KindStale {
		t.Errorf("no row: got %v", err)
	}
	if failed := errors.New("failed"); !errors.Is(pg.Changed(0, failed, "thing"), failed) {
		t.Error("the error is lost")
	}
}

func TestConstraints(t *testing.T) {
	t.Parallel()
	type row struct {
		ID    int `db:"id"`
		Title int `db:"title"`
	}
	want := []pg.Constraint{
		{Name: "books_pkey", Field: "id"},
		{Name: "books_a_b", Field: "a, b"},
		{Name: "books_id_key", Field: "id"},
		{Name: "books_id_fkey", Field: "id"},
		{Name: "books_id_check", Field: "id"},
		{Name: "books_title_key", Field: "title"},
		{Name: "books_title_fkey", Field: "title"},
		{Name: "books_title_check", Field: "title"},
	}
	if got := pg.Constraints[row]("books", pg.Constraint{Name: "books_a_b", Field: "a, b"}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
