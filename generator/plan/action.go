package plan

import (
	"io/fs"

	"github.com/svcgen/svcgen/generator/render"
)

// Kind names what an Action does with its file.
type Kind string

// The kinds of actions.
const (
	Keep     Kind = "keep"     // nothing is written
	Create   Kind = "create"   // the file is not there
	Update   Kind = "update"   // nobody but svcgen wrote it, or the user said --take
	Merge    Kind = "merge"    // the user's edits and svcgen's
	Move     Kind = "move"     // from Action.From, with or without new text
	Delete   Kind = "delete"   // svcgen wrote it, nobody edited it, and it is not needed any more
	Conflict Kind = "conflict" // a person has to decide; a plan with a conflict cannot be applied
)

// Mark is the sign of a kind in summaries: one of + ~ M > - !, a space for Keep.
func (k Kind) Mark() string {
	switch k {
	case Create:
		return "+"
	case Update:
		return "~"
	case Merge:
		return "M"
	case Move:
		return ">"
	case Delete:
		return "-"
	case Conflict:
		return "!"
	default:
		return " "
	}
}

// Action is the step of a plan for one file.
type Action struct {
	Kind Kind
	Path string
	From string // where a Move takes the file from; a Conflict over a rename too

	// File is the content of Path after Create, Update, Merge and Move. For a Conflict it is what svcgen would write; for Keep and
	// Delete only the Class is set.
	File render.File

	Old     Digest // of Path as it was when the plan was made; "" if nothing was there
	FromOld Digest // of From

	Reason  string   // one sentence: why it is a Merge or a Conflict, or "" if the Kind says it all
	Notice  string   // one sentence for a person to read: the file is theirs now, it has conflict markers
	Choices []Choice // of a Conflict: the ways to decide it
	Markers bool     // the file has conflict markers, or will have them
}

// Choice is one way to decide a conflict.
type Choice struct {
	Flag    string // "keep", "take", "markers"; "eject" is a command of its own
	Command string // what to type: svcgen generate --keep Makefile
	Label   string // its name in a list to choose from: keep mine
	Effect  string // what it does, in a few words
}

// Replace is the action that gives a file a text, whatever it is now.
func Replace(disk fs.FS, path string, data []byte) Action {
	a := Action{Kind: Create, Path: path, File: render.File{Path: path, Mode: 0o644, Data: data}}
	if have, err := fs.ReadFile(disk, path); err == nil {
		a.Kind, a.Old = Update, DigestOf(have)
	}
	return a
}

// Writes reports whether applying the action changes the disk.
func (a Action) Writes() bool {
	switch a.Kind {
	case Create, Update, Merge, Move, Delete:
		return true
	default:
		return false
	}
}

// Counts is the number of actions of each kind; kept files are not counted.
type Counts struct {
	Create   int `json:"create"`
	Update   int `json:"update"`
	Merge    int `json:"merge"`
	Move     int `json:"move"`
	Delete   int `json:"delete"`
	Conflict int `json:"conflict"`
}

func (c *Counts) add(k Kind) {
	switch k {
	case Create:
		c.Create++
	case Update:
		c.Update++
	case Merge:
		c.Merge++
	case Move:
		c.Move++
	case Delete:
		c.Delete++
	case Conflict:
		c.Conflict++
	}
}
