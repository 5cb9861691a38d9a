package plan

import "testing"

func TestJoined(t *testing.T) {
	ours := "/bin/\n*.test\n\n# secrets\n/.env\n\n# at work\n/.svcgen/lock\n"
	for _, c := range []struct{ name, yours, want string }{
		{".gitignore", "# mine\n/mine\n!/bin/keep\n", ours + "\n# what was here before svcgen\n# mine\n/mine\n!/bin/keep\n"},
		{"a/.gitattributes", "/.env  \n/bin/\n", "*.test\n\n# at work\n/.svcgen/lock\n\n# what was here before svcgen\n/.env  \n/bin/\n"},
		{".gitignore", "/.svcgen/lock\n/.env\n*.test\n/bin/\n", "/.svcgen/lock\n/.env\n*.test\n/bin/\n"},
		{".gitignore", "\n", ours},
	} {
		got, ok := joined(c.name, []byte(c.yours), []byte(ours))
		if !ok || string(got) != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.yours, got, c.want)
		}
		if again, _ := joined(c.name, got, []byte(ours)); string(again) != string(got) {
			t.Errorf("%q: a second time:\n%s", c.yours, again)
		}
	}
	if _, ok := joined("README.md", nil, nil); ok {
		t.Error("a text was taken for a list")
	}
}

func TestJoinOnlyIntoNewWorkspace(t *testing.T) {
	w := newWorld()
	w.disk(".gitignore", "/mine\r\n")
	w.disk("README.md", "mine\n")
	w.wants(s, ".gitignore", "/bin/\n")
	w.wants(s, "README.md", "svcgen's\n")
	w.in.Options.New = true
	p := w.plan(t, "M .gitignore: your lines are kept, svcgen's stand above them", "  README.md | it was there already and stays yours")
	w.after(t, p, map[string]string{".gitignore": "/bin/\r\n\r\n# what was here before svcgen\r\n/mine\r\n", "README.md": "mine\n"}, "seeded .gitignore", "seeded README.md")

	w.in.Options.New = false // a lost manifest: what the user has deleted does not come back
	w.plan(t, "  .gitignore | it was there already and stays yours", "  README.md | it was there already and stays yours")
}

// TestTakeSeeded: a user's file is written anew only if they name it.
func TestTakeSeeded(t *testing.T) {
	w := newWorld()
	w.wrote(s, "README.md", "svcgen's\n")
	w.wrote(s, "wire.go", "package x\n")
	w.wrote(s, "gone.go", "package x\n")
	w.disk("README.md", "mine\n")
	w.disk("wire.go", "package x // mine\n")
	w.rm("gone.go")
	w.wants(s, "README.md", "svcgen's\n")
	w.wants(s, "wire.go", "package x\n")
	w.wants(s, "gone.go", "package x\n")
	w.in.Options.Take = []string{"**", ".", "*.go", "README.md", "gone.go"}
	p := w.plan(t, "~ README.md", "+ gone.go")
	w.after(t, p, map[string]string{"README.md": "svcgen's\n", "wire.go": "package x // mine\n", "gone.go": "package x\n"})
	w.in.Options.Take = []string{"README.md"}
	if p := mustMake(t, w.in, w.State); len(p.Unused) > 0 {
		t.Errorf("unused: %v", p.Unused)
	}
	w.in.Options.Keep = []string{"*.md"}
	if _, err := Make(w.in, w.State); err == nil || err.Error() != "both --keep '*.md' and --take README.md match README.md" {
		t.Errorf("kept and taken: %v", err)
	}
}
