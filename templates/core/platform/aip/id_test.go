package aip_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

func TestParseID(t *testing.T) {
	const id = "01890a5d-ac96-774b-bcce-b302099a8057"
	for _, text := range []string{id, strings.ToUpper(id)} {
		if got, err := aip.ParseID(text); err != nil || got.String() != id {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "x", "{" + id + "}", "urn:uuid:" + id, strings.ReplaceAll(id, "-", "")} {
		_, err := aip.ParseID(text)
		refused(t, err, "id", "must be a UUID")
	}
}
