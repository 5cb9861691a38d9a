package say

import (
	"bytes"
	"io"
	"testing"
	"testing/synctest"
	"time"
)

// TestProgress holds that only a step that takes longer than Patience is shown, and of nested ones the innermost.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := New(io.Discard, &out).NewProgress()
		end := p.Step("fast")
		time.Sleep(900 * time.Millisecond)
		end()
		outer := p.Step("outer")
		inner := p.Step("inner")
		time.Sleep(3 * time.Second)
		inner()
		outer()
		p.Stop()
		if got, want := out.String(), "inner …\ninner: done in 3.0 s\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
