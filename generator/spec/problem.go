package spec

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// maxProblems limits the problems kept of one file: nobody reads on, and a file that is not a spec at all has thousands.
const maxProblems = 25

// Problem is one thing that is wrong with a spec.
type Problem struct { //nolint:errname // the name is what people see, and one is not always an error
	Pos
	Msg     string // what is wrong: unknown type "monny"
	Hint    string // what to do about it: did you mean "money"?; may be ""
	Excerpt string // the line and a caret below it, without a final newline; may be ""

	Edit *TextEdit // corrects it, if the hint is a guess; may be nil
}

// Problems are all problems of one run, ordered by file, line and column.
type Problems []Problem //nolint:errname // as Problem

// String is file:line:col, without the parts that are not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.File == "":
		return fmt.Sprintf("%d:%d", p.Line, p.Col)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
	}
}

// Error renders the problem for a terminal: place and message, excerpt, hint.
func (p Problem) Error() string {
	var b strings.Builder
	if at := p.String(); at != "" {
		b.WriteString(at + ": ")
	}
	b.WriteString(p.Msg)
	if p.Excerpt != "" {
		b.WriteString("\n" + p.Excerpt)
	}
	if p.Hint != "" {
		b.WriteString("\n  hint: " + p.Hint)
	}
	return b.String()
}

// Inline is the problem in one line, for a form: unknown type "strng" (string?).
func (p Problem) Inline() string {
	if guess, ok := p.guess(); ok {
		return p.Msg + " (" + guess + "?)"
	}
	if p.Hint != "" {
		return p.Msg + " (" + p.Hint + ")"
	}
	return p.Msg
}

// Error renders all problems, one below the other.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// WithExcerpts adds excerpts of the files to problems that later packages have found in them.
func (ps Problems) WithExcerpts(files []Source) Problems {
	r := &report{problems: slices.Clone(ps)}
	sources := make([]*source, len(files))
	for i, f := range files {
		sources[i], _ = newSource(f.Path, f.Data, &report{})
	}
	return r.finish(sources)
}

// report collects problems.
type report struct{ problems Problems }

// add records a problem. Messages quote the file, so add replaces characters that could disturb a terminal.
func (r *report) add(at Pos, hint, format string, args ...any) {
	r.problems = append(r.problems, Problem{Pos: at, Msg: printable(fmt.Sprintf(format, args...)), Hint: printable(hint)})
}

// finish sorts the problems, drops repetitions, cuts what one file has too many of, and adds the excerpts.
func (r *report) finish(sources []*source) Problems {
	ps := r.problems
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int { return comparePos(a.Pos, b.Pos) })
	ps = slices.CompactFunc(ps, func(a, b Problem) bool { return a.Pos == b.Pos && a.Msg == b.Msg })
	perFile := map[string]int{}
	byPath := make(map[string]*source, len(sources))
	for _, s := range sources {
		byPath[s.path] = s
	}
	kept := ps[:0:0]
	for _, p := range ps {
		perFile[p.File]++
		switch n := perFile[p.File]; {
		case n <= maxProblems:
			if s := byPath[p.File]; s != nil {
				p.Excerpt, p.Edit = s.excerpt(p.Line, p.Col), s.correction(p)
			}
			kept = append(kept, p)
		case n == maxProblems+1:
			kept = append(kept, Problem{Pos: p.Pos, Msg: "there are more problems from here on", Hint: "fix those above first"})
		}
	}
	return kept
}

func comparePos(a, b Pos) int {
	if c := strings.Compare(a.File, b.File); c != 0 {
		return c
	}
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	return a.Col - b.Col
}

// excerptWidth is the width of an excerpt in columns: with its margin it fits a terminal of 80.
const excerptWidth = 68

// excerpt is a line of text with a caret below one of its characters. Line 0 leaves out the number.
func excerpt(text string, line, col int) string {
	chars := []rune(text)
	for i, c := range chars {
		if !unicode.IsPrint(c) {
			chars[i] = ' '
		}
	}
	at := min(max(col, 1)-1, len(chars))
	from := 0
	if len(chars) > excerptWidth && at > excerptWidth*3/4 {
		from = min(at-excerptWidth/2, len(chars)-excerptWidth)
		from = max(from, 0)
	}
	to := min(from+excerptWidth, len(chars))
	shown, caret := chars[from:to], at-from
	if from > 0 {
		shown, caret = append([]rune("…"), shown...), caret+1
	}
	cut := string(shown)
	if to < len(chars) {
		cut += "…"
	}
	if line == 0 {
		return "  " + cut + "\n  " + strings.Repeat(" ", caret) + "^"
	}
	margin := fmt.Sprintf("%4d | ", line)
	return margin + strings.TrimRight(cut, " ") + "\n" + strings.Repeat(" ", len(margin)-2) + "| " + strings.Repeat(" ", caret) + "^"
}

// quote quotes what a user wrote for a message; long text is cut.
func quote(text string) string {
	const most = 48
	if chars := []rune(text); len(chars) > most {
		text = string(chars[:most]) + "…"
	}
	return `"` + printable(text) + `"`
}

// printable replaces characters that no terminal shows.
func printable(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsPrint(c) {
			return c
		}
		return unicode.ReplacementChar
	}, text)
}
