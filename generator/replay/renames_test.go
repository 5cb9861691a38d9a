package replay

import "testing"

// TestRenames exchanges names, and gives others to the service and all that is in it: the data go along, up and down.
func TestRenames(t *testing.T) {
	t.Parallel()
	takeSteps(t, readSteps(t, "renames.yaml"))
}
