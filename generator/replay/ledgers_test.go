package replay

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
)

// TestEditedLedgers edits ledgers by hand, badly: each is refused, or leads to a model and a ledger that can be read.
func TestEditedLedgers(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		w := mixer(seed)
		_, known, err := buildModel(w.text(), ledger.New())
		if err != nil {
			t.Fatal(err)
		}
		for range 12 {
			next := w.clone()
			next.forget()
			next.mix()
			if _, l, err := buildModel(next.text(), known); err == nil {
				known, w = l, next
			}
		}
		for range 20 {
			l, err := ledger.Parse(edited(w.random, known))
			if err != nil {
				continue
			}
			s, next, err := buildModel(w.text(), l)
			if err != nil {
				expectRefusal(t, err)
				continue
			}
			evolve.Migrations(s, []string{"00001_init.sql"})
			files := map[string][]byte{}
			for _, f := range next.Files() {
				files[f.Path] = f.Data
			}
			if _, err := ledger.Parse(files); err != nil {
				t.Errorf("seed %d: svcgen cannot read what it wrote: %v\n%s", seed, err, next.Files()[0].Data)
			}
		}
	}
}

func edited(random *rand.Rand, l *ledger.Ledger) map[string][]byte {
	file := l.Files()[0]
	lines := strings.Split(string(file.Data), "\n")
	for range 1 + random.IntN(3) {
		i, j := random.IntN(len(lines)), random.IntN(len(lines))
		switch random.IntN(6) {
		case 0:
			lines = slices.Delete(lines, i, i+1)
		case 1:
			lines = slices.Insert(lines, j, lines[i])
		case 2:
			lines[i], lines[j] = lines[j], lines[i]
		case 3: // without one property
			properties := strings.Split(lines[i], ", ")
			at := random.IntN(len(properties))
			lines[i] = strings.Join(slices.Delete(properties, at, at+1), ", ")
		case 4: // a word of another line
			from, to := strings.Fields(lines[j]), strings.Fields(lines[i])
			if len(from) > 0 && len(to) > 0 {
				lines[i] = strings.Replace(lines[i], to[random.IntN(len(to))], from[random.IntN(len(from))], 1)
			}
		case 5:
			lines[i] = strings.NewReplacer("enum=", "ref=", "ref=", "enum=", "plural: ", "gone: true, plural: ", "text", "numeric(10,2)[]").Replace(lines[i])
		}
	}
	return map[string][]byte{file.Path: []byte(strings.Join(lines, "\n"))}
}
