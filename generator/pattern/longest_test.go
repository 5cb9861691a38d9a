package pattern

import "testing"

func TestLongest(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]int{
		`^[a-z0-9-]{2,40}$`:                    40,
		`^(97[89])?[0-9]{9}[0-9X]$`:            13,
		`^(?:a|bcd|.{5})\.\w$`:                 7,
		`^(([a-z]{20}){20}){2}$`:               800,
		`^$`:                                   0,
		`^é+$`:                                 NoLimit,
		`^.{3,}$`:                              NoLimit,
		`[a-z]{3}`:                             NoLimit,
		`^[a-z]{3}`:                            NoLimit,
		`(?m)^[a-z]{3}$`:                       NoLimit,
		`^[a-z]{3}$|x`:                         NoLimit,
		`^(.{1,50}.*){2}(([a-z]{20}){20}){2}$`: NoLimit,
	} {
		if got := Longest(pattern); got != want {
			t.Errorf("%s: got %d, want %d", pattern, got, want)
		}
	}
}
