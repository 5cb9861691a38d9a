package consumers

import (
	"testing"

	"example.com/diary/platform/event"
	"example.com/diary/services/diary/diarytest"
)

func TestCelebrate(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "celebrate", []event.Message{
		diarytest.EntryCheered(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
