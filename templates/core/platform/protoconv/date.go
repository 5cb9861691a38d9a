package protoconv

import "github.com/svcgen/svcgen/templates/core/platform/civil"

// Date reads calendar dates.
var Date = Text[civil.Date]{want: "a date, YYYY-MM-DD", parse: civil.ParseDate}
