package consumers

import (
	"context"

	diaryv1 "example.com/diary/gen/go/diary/diary/v1"
	"example.com/diary/platform/event"
	"example.com/diary/services/diary/internal/diary"
)

// celebrate is called for each entry that was changed by the action cheer up.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func celebrate(ctx context.Context, s *diary.Service, e event.Of[*diaryv1.EntryCheered]) error {
	return nil // call s with e.Data
}
