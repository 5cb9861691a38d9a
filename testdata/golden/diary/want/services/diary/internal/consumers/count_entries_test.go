package consumers

import (
	"testing"

	"example.com/diary/platform/event"
	"example.com/diary/services/diary/diarytest"
)

func TestCountEntries(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "count_entries", []event.Message{
		diarytest.EntryCreated(t, 0),
		diarytest.EntryUpdated(t, 0),
		diarytest.EntryDeleted(t, 0),
		diarytest.EntryUndeleted(t, 0),
		diarytest.EntryCheered(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
