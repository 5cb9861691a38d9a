package plan

import (
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/textmerge"
)

// row is the situation of one file: how what svcgen last wrote (B), what is on disk (D) and what svcgen would write now
// (T) compare.
type row int

const (
	rowSame      row = iota + 1 //  1: D = T
	rowFresh                    //  2: no B, no D
	rowForeign                  //  3: no B, D ≠ T
	rowUntouched                //  4: D = B, T ≠ B
	rowEdited                   //  5: D ≠ B, T = B
	rowBoth                     //  6: D ≠ B, T ≠ B
	rowDeleted                  //  7: B, no D
	rowUnneeded                 //  8: D = B, no T
	rowOrphan                   //  9: D ≠ B, no T
	rowEjected                  // 10: the user took the file over
	rowKept                     // 5 again, after the user said --keep
	rowVanished                 // B, no D, no T
)

// verdict says what happens to the file.
type verdict int

const (
	keep        verdict = iota + 1 // it stays, and so does what is remembered of it
	accept                         // it stays, and counts as what svcgen wrote
	create                         // it is written as a new file
	update                         // it is written over what svcgen wrote
	merge                          // the user's edits and svcgen's are brought together, or conflict
	remove                         // it is deleted
	release                        // it stays and is forgotten: the user's from now on
	orphan                         // it stays and is remembered, though nothing needs it
	forget                         // nothing is there and nothing is remembered
	stayDeleted                    // it is not written again, and that is remembered

	conflictForeign // a file that svcgen did not write is in the way
	conflictDrift   // the user edited a file that svcgen owns
	conflictOrphan  // the same, and svcgen does not need it any more
	conflictGone    // a file that must never go is gone
)

// decide is the decision table.
func decide(r row, c render.Class) verdict {
	switch r { //                      owned            merged       seeded   appended
	case rowSame:
		return accept
	case rowFresh:
		return create
	case rowForeign:
		return pick(c, conflictForeign, merge, accept, conflictForeign)
	case rowUntouched:
		return pick(c, update, update, keep, keep)
	case rowEdited:
		return pick(c, conflictDrift, accept, keep, keep)
	case rowBoth:
		return pick(c, conflictDrift, merge, keep, keep)
	case rowDeleted:
		return pick(c, create, stayDeleted, keep, conflictGone)
	case rowUnneeded:
		return pick(c, remove, remove, remove, keep)
	case rowOrphan:
		return pick(c, conflictOrphan, release, orphan, keep)
	case rowVanished:
		return forget
	default: // rowEjected, rowKept
		return keep
	}
}

func pick(c render.Class, owned, merged, seeded, appended verdict) verdict {
	switch c {
	case render.Owned:
		return owned
	case render.Merged:
		return merged
	case render.Seeded:
		return seeded
	default:
		return appended
	}
}

// known holds what svcgen remembers of a file: B.
type known struct {
	has     bool
	class   render.Class
	digest  Digest // "" if svcgen wrote it but cannot tell what
	base    []byte // of a merged file: what svcgen last generated
	kept    bool
	ejected bool
}

// remembered picks the true one of the manifest's lines about a file. There are several after git has merged two branches that
// both wrote the file: the one with the digest of the file on disk counts, if there is one.
func remembered(lines []Entry, disk file) known {
	k := known{has: len(lines) > 0}
	for i, e := range lines {
		switch e.Class {
		case Ejected:
			return known{has: true, ejected: true, digest: e.Digest}
		case Kept:
			k.kept = true
		default:
			k.class = e.Class
		}
		switch {
		case i == 0, e.Digest == disk.digest:
			k.digest = e.Digest
		case k.digest != e.Digest && k.digest != disk.digest:
			k.digest = ""
		}
	}
	if k.kept && k.class == "" {
		k.class = render.Owned
	}
	return k
}

// withBase adds the merge base. It is the last generated version even if the manifest is wrong, because git merges it like any
// file. It does not count if the file on disk is the one in the manifest.
func (k known) withBase(base []byte, disk file) known {
	if base == nil || k.ejected || textmerge.HasMarkers(base) || k.has && k.digest != "" && k.digest == disk.digest {
		return k
	}
	if !k.has && !disk.present {
		return k
	}
	if k.class == "" {
		k.class = render.Merged
	}
	k.has, k.base, k.digest = true, base, DigestOf(base)
	return k
}

// subject is one file to decide about.
type subject struct {
	path   string       // where it belongs
	from   string       // where it is: path, or another in a rename
	class  render.Class // of the target, else what it was written as; "" for the user's own files
	known  known
	disk   file    // at from
	target *target // nil if svcgen would write nothing

	occupied bool   // a rename, and another file stands at path already
	base     []byte // of the text under the old name, from Rename.Base
}

func (s subject) moves() bool { return s.from != s.path && s.disk.present }

func (s subject) row() row {
	k, d, t := s.known, s.disk, s.target
	switch {
	case t == nil && !d.present:
		return rowVanished
	case t == nil && k.has && k.digest == d.digest:
		return rowUnneeded
	case t == nil:
		return rowOrphan
	case k.ejected:
		return rowEjected
	case d.present && d.digest == t.digest:
		return rowSame
	case !k.has && !d.present:
		return rowFresh
	case !k.has:
		return rowForeign
	case !d.present:
		return rowDeleted
	case k.digest != "" && k.digest == d.digest:
		return rowUntouched
	case k.digest == t.digest && k.kept:
		return rowKept
	case k.digest == t.digest:
		return rowEdited
	default:
		return rowBoth
	}
}
