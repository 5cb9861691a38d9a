package plan

import "strings"

// Why a person has to decide: a sentence that follows the path.
const (
	foreign          = "a file that svcgen did not write is in the way of one that it owns"
	foreignMigration = "a file that svcgen did not write is in the way of a migration"
	drift            = "you edited a file that svcgen owns"
	driftNew         = "you edited a file that svcgen owns, and svcgen has a new version of it"
	driftMerged      = "branches were merged, and the result is not a version that svcgen wrote"
	driftUnneeded    = "you edited a file that svcgen owns and does not need any more"
	migrationGone    = "it was deleted, but a migration that may have run somewhere must stay"
	moveAway         = "; move it elsewhere, or decide that it stays"
	unresolved       = stillMarkers + "; edit them out, or decide"
)

// way is one way to decide a conflict: its name in a list, a colon, and what it does, now and in later runs.
type way string

const (
	wayKeepOwned     way = "keep mine: yours stays; svcgen asks again when its own version changes"
	wayKeepMerged    way = "keep mine: yours stays without these changes of svcgen's; later ones are merged"
	wayKeepMigration way = "keep mine: yours stays, and counts as the migration"
	wayKeepOrphan    way = "keep it: it stays, and is yours from now on"
	wayTake          way = "take svcgen's: svcgen's version replaces yours; your edits are lost"
	wayDelete        way = "delete it: it is deleted, and your edits with it"
	wayMarkers       way = "write markers: both versions are written between conflict markers, for you to edit"
	wayEject         way = "eject: yours for good: svcgen never writes it again"
	waySpare         way = "leave it there: it stays, and svcgen never writes its own file there"
	wayLeaveDeleted  way = "leave it deleted: svcgen never writes it again"
	wayWriteAgain    way = "write it again: svcgen writes it as it was"
	wayNotMoved      way = "leave both: both files stay where they are, and are yours from now on"
	wayMove          way = "move it here: the moved file replaces the one that is here"
)

func (w way) label() string {
	label, _, _ := strings.Cut(string(w), ": ")
	return label
}

func (w way) effect() string {
	_, effect, _ := strings.Cut(string(w), ": ")
	return effect
}
