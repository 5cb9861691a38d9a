package render

import (
	"strings"
	"testing"
)

func TestPruneImports(t *testing.T) {
	t.Parallel()
	const head = "package x\n\nimport (\n"
	for _, c := range []struct{ name, imports, code, want string }{
		{"used", "\t\"fmt\"\n", "var _ = fmt.Sprint()", "\t\"fmt\"\n"},
		{"unused", "\t\"fmt\"\n\t\"os\"\n", "var _ = os.Args", "\t\"os\"\n"},
		{"an emptied group", "\t\"fmt\"\n\n\t\"a.com/b\"\n\n\t\"a.com/c\"\n", "var _ = fmt.Sprint(c.X)", "\t\"fmt\"\n\n\t\"a.com/c\"\n"},
		{"listed twice", "\t\"fmt\"\n\t\"os\"\n\t\"fmt\"\n", "var _ = fmt.Sprint(os.Args)", "\t\"fmt\"\n\t\"os\"\n"},
		{"an alias", "\tpb \"a.com/gen/v1\"\n\tq \"a.com/gen/v2\"\n", "var _ pb.X", "\tpb \"a.com/gen/v1\"\n"},
		{"a major version", "\t\"a.com/pgx/v5\"\n\t\"a.com/uuid/v2\"\n", "var _ pgx.Tx", "\t\"a.com/pgx/v5\"\n"},
		{"a service called v2", "\t\"a.com/services/v2/internal/v2\"\n", "var _ v2.X", "\t\"a.com/services/v2/internal/v2\"\n"},
		{"blank and dot", "\t_ \"a.com/x\"\n\t. \"a.com/y\"\n", "", "\t_ \"a.com/x\"\n\t. \"a.com/y\"\n"},
		{"in a comment or a string only", "\t\"fmt\"\n\t\"os\"\n", "var _ = os.Open(\"fmt.X\") // fmt.Y", "\t\"os\"\n"},
		{"two with one name", "\t\"a.com/platform/auth\"\n\tauth \"a.com/services/auth/app\"\n", "var _ auth.X", "\tauth \"a.com/services/auth/app\"\n"},
		{"a field, not a package", "\t\"fmt\"\n\t\"os\"\n", "var _ = os.X(a.fmt.X)", "\t\"os\"\n"},
	} {
		got := string(pruneImports([]byte(head + c.imports + ")\n\n" + c.code + "\n")))
		imports := "import (\n" + c.want + ")"
		if strings.Count(c.want, "\n") == 1 { // parentheses are for several
			imports = "import " + strings.TrimSpace(c.want)
		}
		if want := "package x\n\n" + imports + "\n\n" + c.code + "\n"; got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
		}
	}
	if got := string(pruneImports([]byte(head + "\t\"fmt\"\n)\n\nvar X = 1\n"))); got != "package x\n\nvar X = 1\n" {
		t.Errorf("no import left: got %q", got)
	}
}
