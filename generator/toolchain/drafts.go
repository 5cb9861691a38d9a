package toolchain

import (
	"fmt"
	"os"
	"path/filepath"
)

// Drafts is the folder of specs in the making: files that a form or an editor works on, in the user's cache. Only the user
// reads them.
type Drafts struct{ dir string }

// mostDrafts limits the drafts that are kept: nobody comes back to all of them.
const mostDrafts = 64

// OpenDrafts returns the folder; it is made when the first draft is kept.
func OpenDrafts() (*Drafts, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		return nil, fmt.Errorf("find a place for drafts: %w", err)
	}
	return &Drafts{filepath.Join(user, "svcgen", "drafts")}, nil
}

// Path is the file of a draft.
func (d *Drafts) Path(name string) string { return filepath.Join(d.dir, name) }

// Read returns a draft; the error is fs.ErrNotExist if there is none.
func (d *Drafts) Read(name string) ([]byte, error) { return os.ReadFile(d.Path(name)) }

// Keep replaces a draft as a whole.
func (d *Drafts) Keep(name string, data []byte) error {
	if err := os.MkdirAll(d.dir, 0o700); err != nil {
		return fmt.Errorf("keep the draft: %w", err)
	}
	temp, err := os.CreateTemp(d.dir, ".new-") // 0600
	if err != nil {
		return fmt.Errorf("keep the draft: %w", err)
	}
	_, err = temp.Write(data)
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temp.Name(), d.Path(name))
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // it would only be in the way
		return fmt.Errorf("keep the draft: %w", err)
	}
	forgetOldest(d.dir, mostDrafts)
	return nil
}

// Forget deletes a draft, if there is one.
func (d *Drafts) Forget(name string) { _ = os.Remove(d.Path(name)) }
