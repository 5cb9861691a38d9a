package toolchain

import (
	"strings"
	"testing"
)

func TestEditor(t *testing.T) {
	for _, c := range []struct{ visual, editor, want string }{
		{"code --wait", "vi", "code --wait"},
		{" ", "nano", "nano"},
	} {
		t.Setenv("VISUAL", c.visual)
		t.Setenv("EDITOR", c.editor)
		if got, err := editor(); err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("VISUAL=%q EDITOR=%q: %q, %v, want %q", c.visual, c.editor, got, err, c.want)
		}
	}
	t.Setenv("EDITOR", "")
	t.Setenv("PATH", t.TempDir())
	if got, err := editor(); err == nil {
		t.Errorf("nothing is installed, and the editor is %q", got)
	}
}
