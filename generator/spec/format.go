package spec

import (
	"slices"
	"strings"
)

// FormatField writes a field in the one-line form of YAML, flags in the order of the documentation: string unique len=3..32.
func FormatField(f *Field) string { return formatField(f, ' ') }

// FormatArg writes a field as a word of the command line: sku:string:unique:len=3..32. The shell may want it quoted.
func FormatArg(f *Field) string { return f.Name + ":" + formatField(f, ':') }

func formatField(f *Field, sep rune) string {
	words := []string{f.typeText()}
	for _, k := range fieldKeys {
		value, ok := k.get(f)
		switch {
		case !ok:
		case k.form == flag || k.form == either && value == "":
			words = append(words, k.name)
		default:
			words = append(words, k.name+"="+quoteValue(value, sep))
		}
	}
	return strings.Join(words, string(sep))
}

// filterText is "" if the field can be filtered by all that its type can.
func filterText(f *Field) string {
	if slices.Equal(f.Filter, f.ops()) {
		return ""
	}
	return strings.Join(opTexts(f.Filter), ",")
}

func lenText(f *Field) string { return derefInt(f.MinLen) + ".." + derefInt(f.MaxLen) }

func sizeText(n *int) string {
	switch {
	case n == nil:
		return ""
	case *n%(1<<20) == 0:
		return itoa(*n>>20) + "MiB"
	case *n%(1<<10) == 0:
		return itoa(*n>>10) + "KiB"
	default:
		return itoa(*n)
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func derefInt(n *int) string {
	if n == nil {
		return ""
	}
	return itoa(*n)
}
