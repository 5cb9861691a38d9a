package pgschema

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Rechain gives migrations that were written on another branch the next numbers, and links those of svcgen to one another: they lead
// from one schema to another now, whatever schemas the branch had. Their SQL stays. existing are the file names of the migrations so
// far.
func Rechain(written []File, have, want *Schema, existing []string) []File {
	last := -1
	for i, f := range written {
		if _, ok := ReadLink(f.Name, f.Data); ok {
			last = i
		}
	}
	from, number := have.Digest(), lastNumber(existing)
	out := slices.Clone(written)
	for i, f := range out {
		number++
		_, what, _ := strings.Cut(f.Name, "_")
		out[i].Name = fmt.Sprintf("%05d_%s", number, what)
		link, ok := ReadLink(f.Name, f.Data)
		if !ok {
			continue
		}
		if i == last {
			link.To = want.Digest()
		}
		_, rest, _ := bytes.Cut(f.Data, []byte("\n"))
		out[i].Data = append([]byte("-- svcgen:from "+from+" to "+link.To+"\n"), rest...)
		out[i].Destructive = bytes.Contains(f.Data, []byte("\n-- svcgen:destructive"))
		from = link.To
	}
	return out
}
