package aip

import "errors"

// Bool reads true or false.
func Bool(text string) (any, error) {
	if text != "true" && text != "false" {
		return nil, errors.New("must be true or false")
	}
	return text == "true", nil
}
