package kind

import (
	"fmt"
	"math/big"
	"strconv"
)

// float64Kind is a binary floating point number.
func float64Kind() Kind {
	return Kind{
		GoType: "float64", Zero: "0", Literal: bare, Untyped: true,
		SQLType: "double precision", RowType: "float64", SQLZero: "0", SQLLiteral: bare, Check: (*Shape).boundCheck,
		ProtoType: "double", PBType: "float64", Presence: true,
		JSON: bare, Parser: "aip.Float64",
		Schema: []string{"type: number", "format: double"}, SchemaRules: numberSchema, SchemaBounds: true,
		Rules: floatRules, Cases: floatCases,
		Sample: floatSample, Compare: compareNumbers, InSeries: numberInSeries, Line: floatLine(),
	}
}

func floatRules(s *Shape, x string) []Rule {
	finite := rule(fmt.Sprintf("math.IsNaN(%s) || math.IsInf(%s, 0)", x, x), "must be a finite number")
	return append([]Rule{finite}, betweenRules(s, x)...)
}

func floatCases(s *Shape, add addCase) {
	everything := func(*big.Rat) bool { return true }
	numberCases(s, add, numberTests{step: big.NewRat(1, 1), text: floatText, fits: everything})
	add("%s NaN", "math.NaN()", false)
}

func floatSample(s *Shape, i int) string {
	least, most := s.bounds()
	return floatText(sampleNumber(i, 6, least, most))
}

func floatText(x *big.Rat) string {
	if x.IsInt() && x.Num().IsInt64() {
		return x.Num().String()
	}
	value, _ := x.Float64()
	return strconv.FormatFloat(value, 'g', -1, 64)
}
