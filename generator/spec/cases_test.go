package spec

import (
	stdflag "flag"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Texts that are refused stand in testdata with their problems, so that messages are reworded in one place: change the message,
// run the test with -update, read the diff.
var update = stdflag.Bool("update", false, "write the problems in testdata anew")

// described are problems as testdata holds them: each on a line, its hint indented below it.
func described(problems []string) []string {
	var lines []string
	for _, p := range problems {
		msg, hint, ok := strings.Cut(p, " | ")
		lines = append(lines, msg)
		if ok {
			lines = append(lines, "    "+hint)
		}
	}
	return lines
}

// checkLines runs the cases of a file in which each is a line that starts with x:, with its problems indented below it.
func checkLines(t *testing.T, path string, sources func(line string) []Source) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const indent = "    "
	var out []string
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		out = append(out, line)
		if !strings.HasPrefix(line, "x:") {
			continue
		}
		var want []string
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], indent) {
			i++
			want = append(want, strings.TrimPrefix(lines[i], indent))
		}
		t.Run(line, func(t *testing.T) {
			got := described(problemsOf(t, sources(line)...))
			for _, g := range got {
				out = append(out, indent+g)
			}
			if len(got) == 0 {
				t.Error("accepted")
			}
			if !*update {
				check(t, got, want...)
			}
		})
	}
	write(t, path, []byte(strings.Join(out, "\n")+"\n"))
}

// checkFiles runs the cases of a txtar archive in which each is a file with its problems at the end, behind #!.
func checkFiles(t *testing.T, path string, sources func(text string) []Source) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const mark = "#! "
	for i, file := range archive.Files {
		text, problems, _ := strings.Cut(string(file.Data), mark)
		t.Run(file.Name, func(t *testing.T) {
			got := described(problemsOf(t, sources(text)...))
			if all := strings.Join(got, "\n"+mark); all != "" {
				archive.Files[i].Data = []byte(text + mark + all + "\n")
			}
			if len(got) == 0 {
				t.Error("accepted")
			}
			if !*update {
				check(t, got, strings.Split(strings.TrimSuffix(problems, "\n"), "\n"+mark)...)
			}
		})
	}
	write(t, path, txtar.Format(archive))
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if !*update {
		return
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
