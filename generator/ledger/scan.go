package ledger

import (
	"errors"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

var (
	errPairs  = errors.New("want {key: value, …}")
	errScalar = errors.New("a value is missing, or a quote is not closed")
)

// parsePairs reads a YAML mapping in flow style whose values are scalars or lists of scalars.
func parsePairs(text string) ([]pair, error) {
	inner, ok := strings.CutPrefix(text, "{")
	if !ok || !strings.HasSuffix(inner, "}") {
		return nil, errPairs
	}
	inner = inner[:len(inner)-1]
	var pairs []pair
	for rest := strings.TrimSpace(inner); rest != ""; {
		key, after, ok := strings.Cut(rest, ":")
		if !ok || !naming.IsSnake(key) {
			return nil, errPairs
		}
		kv := pair{key: key}
		after = strings.TrimLeft(after, " ")
		var err error
		if list, ok := strings.CutPrefix(after, "["); ok {
			kv.list, rest, err = scanList(list)
		} else {
			kv.value, rest, err = scanScalar(after)
		}
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, kv)
		if rest == "" {
			break
		}
		if rest, ok = strings.CutPrefix(rest, ","); !ok {
			return nil, errPairs
		}
		rest = strings.TrimLeft(rest, " ")
	}
	if len(pairs) == 0 {
		return nil, errPairs
	}
	return pairs, nil
}

func scanList(text string) (list []string, rest string, err error) {
	for {
		text = strings.TrimLeft(text, " ")
		if after, ok := strings.CutPrefix(text, "]"); ok {
			return list, strings.TrimLeft(after, " "), nil
		}
		var value string
		if value, text, err = scanScalar(text); err != nil {
			return nil, "", err
		}
		list = append(list, value)
		text = strings.TrimPrefix(text, ",")
		if text == "" {
			return nil, "", errPairs
		}
	}
}

// scanScalar reads a plain or a double-quoted scalar.
func scanScalar(text string) (value, rest string, err error) {
	if strings.HasPrefix(text, `"`) {
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return "", "", errScalar
		}
		value, err = strconv.Unquote(quoted)
		return value, strings.TrimLeft(text[len(quoted):], " "), err
	}
	end := strings.IndexAny(text, ",[]{}\"'")
	if end < 0 {
		end = len(text)
	}
	value = strings.TrimSpace(text[:end])
	if value == "" {
		return "", "", errScalar
	}
	return value, text[end:], nil
}

// unquoteScalar reads text as one scalar. It returns invalid text unchanged, so that later checks refuse it.
func unquoteScalar(text string) string {
	value, rest, err := scanScalar(text)
	if err != nil || rest != "" {
		return text
	}
	return value
}
