package pg

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/svcgen/svcgen/templates/core/platform/civil"
)

// Dates is an option of Open for tables with dates.
func Dates(m *pgtype.Map) {
	c := &typed[civil.Date]{
		Codec: pgtype.DateCodec{},
		read: func(src []byte) (civil.Date, error) {
			if len(src) != 4 {
				return civil.Date{}, errors.New("cannot scan NULL into *civil.Date")
			}
			days := int32(binary.BigEndian.Uint32(src)) // #nosec G115 -- the bits of a signed number, of days since 2000-01-01
			if days == math.MaxInt32 || days == math.MinInt32 {
				return civil.Date{}, errors.New("cannot scan infinity into *civil.Date")
			}
			return civil.DateOf(time.Date(2000, 1, 1+int(days), 0, 0, 0, 0, time.UTC)), nil
		},
	}
	c.register(m, "date", pgtype.DateOID, pgtype.DateArrayOID)
}
