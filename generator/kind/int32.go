package kind

import (
	"math"
	"math/big"
)

// int32Kind is a whole number of 32 bits.
func int32Kind() Kind {
	k := integerKind(big.NewInt(math.MinInt32), big.NewInt(math.MaxInt32))
	k.GoType, k.RowType, k.PBType = "int32", "int32", "int32"
	k.SQLType, k.ProtoType, k.Parser = "integer", "int32", "aip.Int32"
	k.JSON = bare
	k.Schema, k.SchemaRules, k.SchemaBounds = []string{"type: integer", "format: int32"}, numberSchema, true
	return k
}
