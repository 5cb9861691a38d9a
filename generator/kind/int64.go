package kind

import (
	"math"
	"math/big"
)

// int64Kind is a whole number of 64 bits. Its JSON value is a string, for JavaScript has no numbers of 64 bits.
func int64Kind() Kind {
	k := integerKind(big.NewInt(math.MinInt64), big.NewInt(math.MaxInt64))
	k.GoType, k.RowType, k.PBType = "int64", "int64", "int64"
	k.SQLType, k.ProtoType, k.Parser = "bigint", "int64", "aip.Int64"
	k.Schema = []string{"type: string", "format: int64"}
	return k
}
