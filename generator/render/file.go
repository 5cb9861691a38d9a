package render

import "io/fs"

// Class says who owns a file once it is written.
type Class string

// The classes of files.
const (
	// Owned files are rewritten on every run; the user never edits them.
	Owned Class = "owned"
	// Merged files are rewritten on every run by three-way merge with the user's edits.
	Merged Class = "merged"
	// Seeded files are written once and belong to the user from then on.
	Seeded Class = "seeded"
	// Appended files, migrations, are written once and never changed again.
	Appended Class = "appended"
)

// File is one file of a workspace, held in memory.
type File struct {
	Path  string // slash-separated, relative to the workspace
	Mode  fs.FileMode
	Class Class
	Data  []byte

	// Shared says of an Owned file that changes in one service change it, so that branches of two people meet in it. Its merge base is kept,
	// which git merges as it merges the file.
	Shared bool

	// Unwritten says what a Seeded file does until the user writes more; "" if nothing is missing.
	Unwritten string

	// Restore asks for a seeded file that the user has deleted to be written again, because generated code needs it.
	Restore bool
}
