package pg_test

import (
	"errors"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// rooms has constraints that svcgen makes none like.
var rooms = fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE houses (id integer PRIMARY KEY);
CREATE TABLE rooms (
	id integer PRIMARY KEY,
	title text NOT NULL DEFAULT '',
	house integer CONSTRAINT rooms_in_house REFERENCES houses (id),
	during int4range,
	CONSTRAINT rooms_during_excl EXCLUDE USING gist (during WITH &&),
	CONSTRAINT rooms_sane CHECK (title <> 'no')
);
CREATE UNIQUE INDEX rooms_lower_title ON rooms (lower(title)) WHERE title <> '';
CREATE TABLE visits (room integer CONSTRAINT visits_in_room REFERENCES rooms (id));
INSERT INTO rooms (id, title, during) VALUES (1, 'a', '[1,5)');
INSERT INTO visits VALUES (1);
-- +goose Down
DROP TABLE visits, rooms, houses;
`)}}

// TestOwnConstraints checks the answers to constraints of the user's own migrations, with and without a message.
func TestOwnConstraints(t *testing.T) {
	pool := pgtest.New(t, rooms)
	own := []pg.Constraint{
		{Name: "rooms_during_excl", Field: "starts_at, ends_at", Message: "the room is taken at that time"},
		{Name: "rooms_lower_title", Field: "title", Message: "there is a room of that name"},
		{Name: "rooms_sane", Message: "no is no title"},
		{Name: "rooms_in_house", Field: "house", Message: "there is no such house"},
	}
	violations := func(message string, fields ...string) (all []errs.Violation) {
		for _, field := range fields {
			all = append(all, errs.Violation{Field: field, Description: message})
		}
		return all
	}
	for _, tt := range []struct {
		sql  string
		own  []pg.Constraint
		want errs.Error
	}{
		{"INSERT INTO rooms (id, during) VALUES (2, '[2,3)')", own, errs.Error{
			Kind: errs.KindExists, Reason: "ALREADY_EXISTS", Message: own[0].Message, Violations: violations(own[0].Message, "starts_at", "ends_at"),
		}},
		{"INSERT INTO rooms (id, during) VALUES (2, '[2,3)')", nil, errs.Error{Kind: errs.KindExists, Reason: "ALREADY_EXISTS", Message: "room conflicts with another one"}},
		{"INSERT INTO rooms (id, title) VALUES (2, 'A')", own, errs.Error{
			Kind: errs.KindExists, Reason: "ALREADY_EXISTS", Message: own[1].Message, Violations: violations(own[1].Message, "title"),
		}},
		{"INSERT INTO rooms (id, title) VALUES (2, 'no')", own, errs.Error{Kind: errs.KindInvalid, Reason: "INVALID", Message: own[2].Message}},
		{"INSERT INTO rooms (id, house) VALUES (2, 7)", own, errs.Error{
			Kind: errs.KindInvalid, Reason: "REFERENCE_NOT_FOUND", Message: own[3].Message, Violations: violations(own[3].Message, "house"),
		}},
	} {
		_, err := pool.Exec(t.Context(), tt.sql)
		got, ok := errors.AsType[*errs.Error](pg.Explain(pg.Error(err, "room", tt.own), tt.own))
		if !ok {
			t.Errorf("%s: %v", tt.sql, err)
			continue
		}
		tt.want.Cause = err
		if !reflect.DeepEqual(*got, tt.want) {
			t.Errorf("%s: got %#v, want %#v", tt.sql, *got, tt.want)
		}
	}
}

// TestOwnConstraintsOfDeletion checks that a row is in use if a table of the user's refers to it: a deletion passes Error no constraints.
func TestOwnConstraintsOfDeletion(t *testing.T) {
	pool := pgtest.New(t, rooms)
	for message, own := range map[string][]pg.Constraint{
		"there are visits":               {{Name: "rooms_in_house", Message: "no"}, {Name: "visits_in_room", Field: "id", Message: "there are visits"}},
		"room is still in use by visits": {{Name: "rooms_in_house", Message: "no"}},
	} {
		_, err := pool.Exec(t.Context(), "DELETE FROM rooms")
		got, ok := errors.AsType[*errs.Error](pg.Explain(pg.Changed(0, err, "room"), own))
		if !ok || got.Kind != errs.KindPrecondition || got.Reason != "IN_USE" || got.Message != message {
			t.Errorf("got %+v, want %s", got, message)
		}
	}
	for _, err := range []error{nil, errors.New("x"), errs.Stale("room")} {
		if got := pg.Explain(err, []pg.Constraint{{Message: "no"}}); !errors.Is(got, err) {
			t.Errorf("got %v, want %v", got, err)
		}
	}
}
