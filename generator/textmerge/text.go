// Package textmerge brings what svcgen has changed into files that a person has changed too: texts line by line, go.mod and go.sum by what
// they mean.
package textmerge

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
)

// Labels of the three versions between conflict markers.
const (
	labelYours = "yours"
	labelBase  = "last generated"
	labelNew   = "new"
)

// Merged is the result of a three-way merge.
type Merged struct {
	Text  []byte // the merged text; with markers in diff3 style around each hunk
	Hunks []Hunk // what both sides changed, differently
}

// Hunk is one place that both sides changed.
type Hunk struct {
	First, Last      int // lines of the user's file, from 1; Last < First if the user deleted the lines
	Yours, Base, New string
}

// Texts brings the changes from base to next into yours, line by line. Changes of the two sides that overlap or touch are
// conflicts unless they are the same: the rule of git merge-file. No line that either side inserted is ever lost. All
// three texts have LF line ends.
func Texts(base, yours, next []byte) Merged {
	switch {
	case bytes.Equal(yours, next), bytes.Equal(base, next):
		return Merged{Text: yours}
	case bytes.Equal(base, yours):
		return Merged{Text: next}
	}
	b := splitText(string(base))
	ours, theirs := b.changesTo(string(yours)), b.changesTo(string(next))
	m := merger{base: b}
	for len(ours) > 0 || len(theirs) > 0 {
		var r region
		ours, theirs = r.collect(ours, theirs)
		m.add(r)
	}
	m.copyTo(len(b.lines))
	return Merged{Text: m.out.Bytes(), Hunks: m.hunks}
}

// Two shows two texts without a common origin as one with markers: a hunk wherever they differ.
func Two(yours, next []byte) Merged {
	if bytes.Equal(yours, next) {
		return Merged{Text: yours}
	}
	m := merger{base: splitText(string(yours))}
	for _, c := range m.base.changesTo(string(next)) {
		m.copyTo(c.start)
		m.conflict(Hunk{
			First: c.start + 1, Last: c.end,
			Yours: m.base.text(c.start, c.end), New: c.text,
		})
		m.done = c.end
	}
	m.copyTo(len(m.base.lines))
	return Merged{Text: m.out.Bytes(), Hunks: m.hunks}
}

// text splits a text into lines that keep their ends.
type text struct {
	lines   []string
	offsets []int // of each line, and of the end
}

func splitText(s string) text {
	t := text{lines: strings.SplitAfter(s, "\n")}
	if n := len(t.lines); t.lines[n-1] == "" {
		t.lines = t.lines[:n-1]
	}
	at := 0
	for _, l := range t.lines {
		t.offsets = append(t.offsets, at)
		at += len(l)
	}
	t.offsets = append(t.offsets, at)
	return t
}

func (t text) text(start, end int) string { return strings.Join(t.lines[start:end], "") }

// change replaces the lines [start, end) by text.
type change struct {
	start, end int
	text       string
}

func (t text) changesTo(after string) []change {
	edits := udiff.Lines(strings.Join(t.lines, ""), after)
	out := make([]change, len(edits))
	for i, e := range edits {
		out[i] = change{sort.SearchInts(t.offsets, e.Start), sort.SearchInts(t.offsets, e.End), e.New}
	}
	return out
}

// region is a stretch of the base in which changes overlap or touch each other.
type region struct {
	start, end   int
	ours, theirs []change
}

// collect takes the next region off the two lists.
func (r *region) collect(ours, theirs []change) (restOurs, restTheirs []change) {
	switch {
	case len(theirs) == 0, len(ours) > 0 && ours[0].start <= theirs[0].start:
		r.start = ours[0].start
	default:
		r.start = theirs[0].start
	}
	r.end = r.start
	for {
		switch {
		case len(ours) > 0 && ours[0].start <= r.end:
			r.end, r.ours, ours = max(r.end, ours[0].end), append(r.ours, ours[0]), ours[1:]
		case len(theirs) > 0 && theirs[0].start <= r.end:
			r.end, r.theirs, theirs = max(r.end, theirs[0].end), append(r.theirs, theirs[0]), theirs[1:]
		default:
			return ours, theirs
		}
	}
}

// apply returns the region's text after the changes of one side.
func (r *region) apply(base text, side []change) string {
	var b strings.Builder
	at := r.start
	for _, c := range side {
		b.WriteString(base.text(at, c.start))
		b.WriteString(c.text)
		at = c.end
	}
	b.WriteString(base.text(at, r.end))
	return b.String()
}

type merger struct {
	base  text
	done  int // lines of the base that are dealt with
	shift int // lines that the user's file is ahead of the base at done
	out   bytes.Buffer
	hunks []Hunk
}

func (m *merger) copyTo(line int) {
	m.out.WriteString(m.base.text(m.done, line))
	m.done = line
}

func (m *merger) add(r region) {
	m.copyTo(r.start)
	yours, next := r.apply(m.base, r.ours), r.apply(m.base, r.theirs)
	first := r.start + m.shift + 1
	last := first + len(splitText(yours).lines) - 1
	switch {
	case len(r.ours) == 0:
		m.out.WriteString(next)
	case len(r.theirs) == 0 || yours == next:
		m.out.WriteString(yours)
	default:
		m.conflict(Hunk{First: first, Last: last, Yours: yours, Base: m.base.text(r.start, r.end), New: next})
	}
	m.shift += last - first + 1 - (r.end - r.start)
	m.done = r.end
}

func (m *merger) conflict(h Hunk) {
	m.hunks = append(m.hunks, h)
	m.mark("<<<<<<< " + labelYours)
	m.out.WriteString(h.Yours)
	m.mark("||||||| " + labelBase)
	m.out.WriteString(h.Base)
	m.mark("=======")
	m.out.WriteString(h.New)
	m.mark(">>>>>>> " + labelNew)
}

// mark writes a marker on a line of its own.
func (m *merger) mark(line string) {
	if b := m.out.Bytes(); len(b) > 0 && b[len(b)-1] != '\n' {
		m.out.WriteByte('\n')
	}
	m.out.WriteString(line + "\n")
}

// HasMarkers reports whether a text still holds conflict markers.
func HasMarkers(data []byte) bool {
	open := false
	for line := range bytes.Lines(data) {
		switch ConflictMarker(string(bytes.TrimRight(line, "\r\n"))) {
		case '<':
			open = true
		case '>':
			if open {
				return true
			}
		}
	}
	return false
}

// ConflictMarker returns the character of a line's conflict marker, 0 if the line is none.
func ConflictMarker(line string) byte {
	if len(line) < 7 || len(line) > 7 && line[7] != ' ' {
		return 0
	}
	switch line[:7] {
	case "<<<<<<<", "|||||||", "=======", ">>>>>>>":
		return line[0]
	default:
		return 0
	}
}

// Places returns the lines of hunks for a message: "line 3", "lines 3 and 12-15".
func Places(hunks []Hunk) string {
	var list []string
	several := len(hunks) > 1
	for _, h := range hunks {
		if h.Last > h.First {
			list, several = append(list, fmt.Sprintf("%d-%d", h.First, h.Last)), true
		} else {
			list = append(list, fmt.Sprint(h.First))
		}
	}
	if !several {
		return "line " + list[0]
	}
	if len(list) > 4 {
		list = append(list[:3], fmt.Sprintf("%d other places", len(list)-3))
	}
	if n := len(list); n > 1 {
		list = []string{strings.Join(list[:n-1], ", ") + " and " + list[n-1]}
	}
	return "lines " + list[0]
}
