package migrate

import "testing"

func TestLosses(t *testing.T) {
	for sql, want := range map[string]string{
		"DROP TABLE notes;":                                                     "DROP TABLE notes;",
		"ALTER TABLE notes DROP COLUMN a;":                                      "ALTER TABLE notes DROP COLUMN a;",
		"DELETE /* all */ FROM notes;":                                          "DELETE /* all */ FROM notes;",
		"TRUNCATE notes;":                                                       "TRUNCATE notes;",
		"ALTER TABLE a ALTER b DROP NOT NULL;":                                  "",
		"ALTER TABLE a ADD b text;\nDROP INDEX i;":                              "",
		"ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE CASCADE;":     "",
		"CREATE TRIGGER t AFTER INSERT OR DELETE ON a EXECUTE FUNCTION f();":    "",
		"CREATE INDEX i ON a USING gin (b);":                                    "",
		"ALTER TABLE a\n    ALTER b TYPE numeric(10,3) USING b::numeric(10,3);": "ALTER TABLE a ALTER b TYPE numeric(10,3) USING b::numeric(10,3);",
	} {
		if got := losses(sql); got != want {
			t.Errorf("%s: %q, want %q", sql, got, want)
		}
	}
}
