package consumers

import (
	"context"

	"google.golang.org/protobuf/proto"

	diaryv1 "example.com/diary/gen/go/diary/diary/v1"
	"example.com/diary/platform/event"
	"example.com/diary/services/diary/internal/diary"
)

// countEntries is called for the events of diary.entry.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func countEntries(ctx context.Context, s *diary.Service, e event.Of[proto.Message]) error {
	switch e.Data.(type) {
	case *diaryv1.EntryCreated:
	case *diaryv1.EntryUpdated:
	case *diaryv1.EntryDeleted:
	case *diaryv1.EntryUndeleted:
	case *diaryv1.EntryCheered:
	default: // events that come later
	}
	return nil
}
