package pg

import (
	"encoding/binary"
	"math"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"
)

// Decimals is an option of Open for tables with decimal numbers.
func Decimals(m *pgtype.Map) {
	codec := pgtype.NumericCodec{}
	c := &typed[decimal.Decimal]{
		Codec: codec,
		read: func(src []byte) (d decimal.Decimal, err error) {
			if coefficient, scale, ok := smallNumeric(src); ok {
				return decimal.New(coefficient, -scale), nil
			}
			text, err := codec.DecodeDatabaseSQLValue(m, pgtype.NumericOID, pgtype.BinaryFormatCode, src)
			if err == nil {
				err = d.Scan(text)
			}
			return d, err
		},
		write: func(d decimal.Decimal, buf []byte) ([]byte, error) {
			n := pgtype.Numeric{Int: d.Coefficient(), Exp: d.Exponent(), Valid: true}
			return codec.PlanEncode(m, pgtype.NumericOID, pgtype.BinaryFormatCode, n).Encode(n, buf)
		},
	}
	c.register(m, "numeric", pgtype.NumericOID, pgtype.NumericArrayOID)
}

// smallNumeric reads a number with up to 16 digits: coefficient / 10^scale. It reports false for another one, NaN and infinity.
func smallNumeric(src []byte) (coefficient int64, scale int32, ok bool) {
	const header, negative = 8, 0x4000
	if len(src) < header {
		return 0, 0, false
	}
	digits, weight := src[header:], int(int16(binary.BigEndian.Uint16(src[2:]))) // #nosec G115 -- a signed number; in base 10,000, of the first digit
	sign, decimals := binary.BigEndian.Uint16(src[4:]), int(binary.BigEndian.Uint16(src[6:]))
	if len(digits) == 0 || len(digits) > 8 || sign != 0 && sign != negative {
		return 0, 0, false
	}
	for ; len(digits) > 1; digits = digits[2:] {
		coefficient = coefficient*10000 + int64(binary.BigEndian.Uint16(digits))
	}
	power := 4*(weight+1) - 4*(len(src)-header)/2 + decimals
	for ; power > 0; power-- {
		if coefficient > math.MaxInt64/10 {
			return 0, 0, false
		}
		coefficient *= 10
	}
	for ; power < 0; power++ {
		if coefficient%10 != 0 {
			return 0, 0, false
		}
		coefficient /= 10
	}
	if sign == negative {
		coefficient = -coefficient
	}
	return coefficient, int32(decimals), true // #nosec G115 -- of 16 bits
}
