package dev

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Lines returns what writes log lines to file: as they are, or for people if it is a terminal.
func Lines(file *os.File) func(line []byte) {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(line []byte) { _, _ = file.Write(append(line, '\n')) }
	}
	colour := os.Getenv("NO_COLOR") == ""
	return func(line []byte) { _, _ = io.WriteString(file, readable(line, colour)) }
}

// readable returns a line of JSON for people, with its end. Other lines stay, without control characters.
func readable(line []byte, colour bool) string {
	var fields map[string]any
	if err := json.Unmarshal(line, &fields); err != nil {
		return plain(string(line)) + "\n"
	}
	take := func(name string) string {
		text, _ := fields[name].(string)
		delete(fields, name)
		return text
	}
	at, level, message, stack := take(slog.TimeKey), take(slog.LevelKey), take(slog.MessageKey), take("stack")
	take("program")
	take("version")
	if _, clock, ok := strings.Cut(at, "T"); ok {
		at = clock[:min(len(clock), 12)]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s", paint(colour, "2", plain(at)), paint(colour, colours[level], fmt.Sprintf("%-5s", plain(level))), plain(message))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		fmt.Fprintf(&b, " %s%s", paint(colour, "2", plain(name)+"="), value(fields[name]))
	}
	b.WriteString("\n")
	for frame := range strings.Lines(stack) {
		b.WriteString("    " + plain(frame) + "\n")
	}
	return b.String()
}

// colours are the codes of levels.
var colours = map[string]string{"DEBUG": "2", "INFO": "32", "WARN": "33", "ERROR": "31"} //nolint:gochecknoglobals // a table

func paint(colour bool, code, text string) string {
	if !colour || code == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// value returns a value as text, in quotes if it would be ambiguous.
func value(v any) string {
	text, ok := v.(string)
	if !ok {
		data, err := json.Marshal(v)
		if err != nil {
			return "?"
		}
		text = string(data)
	}
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}

// plain returns text without control characters, which a terminal would obey.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || unicode.IsPrint(r) {
			return r
		}
		return -1
	}, text)
}

// eachLine hands on each line of r.
func eachLine(r io.Reader, line func([]byte)) {
	lines := bufio.NewReader(r)
	for {
		text, err := lines.ReadBytes('\n')
		if len(text) > 0 {
			line([]byte(strings.TrimRight(string(text), "\r\n")))
		}
		if err != nil {
			return
		}
	}
}
