package spec

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// WorkspaceFile is the path of the spec of the workspace.
const WorkspaceFile = "svcgen.yaml"

const (
	servicesDir = "services"
	serviceFile = "service.yaml"
	maxFileSize = 1 << 20
)

// ServiceFile is the path of the spec of a service, relative to the workspace: services/catalog/service.yaml.
func ServiceFile(name string) string { return path.Join(servicesDir, name, serviceFile) }

// Source is one file of a spec.
type Source struct {
	Path    string // as in problems, slash-separated; services/<name>/service.yaml is a service, any other path the workspace
	Service string // makes a file anywhere the spec of this service: the billing.yaml of `add service billing -f billing.yaml`
	Data    []byte
}

// serviceName is the service that the file describes, "" for the workspace.
func (s Source) serviceName() string {
	if s.Service != "" {
		return s.Service
	}
	dir, file := path.Split(s.Path)
	if parent, name := path.Split(path.Clean(dir)); file == serviceFile && parent == servicesDir+"/" {
		return name
	}
	return ""
}

// Sources reads the spec files of a workspace: svcgen.yaml and services/<name>/service.yaml. Directories below
// services/ without a service.yaml are ignored.
func Sources(workspace fs.FS) ([]Source, error) {
	root, err := readSource(workspace, WorkspaceFile)
	if err != nil {
		return nil, err
	}
	sources := []Source{root}
	dirs, err := fs.ReadDir(workspace, servicesDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", servicesDir, err)
	}
	for _, dir := range dirs {
		s, err := readSource(workspace, ServiceFile(dir.Name()))
		if errors.Is(err, fs.ErrNotExist) || (err != nil && !dir.IsDir()) {
			continue
		}
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return sources, nil
}

// readSource reads at most one byte more than Parse accepts.
func readSource(workspace fs.FS, name string) (Source, error) {
	f, err := workspace.Open(name)
	if err != nil {
		return Source{}, fmt.Errorf("read spec: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return Source{}, fmt.Errorf("read spec %s: %w", name, err)
	}
	return Source{Path: name, Data: data}, nil
}

// source is a file whose text can be shown in excerpts.
type source struct {
	path   string
	text   string // UTF-8, lines end in \n
	starts []int  // offsets of the lines, made when they are first asked for
}

func (s *source) pos(line, col int) Pos { return Pos{File: s.path, Line: line, Col: col} }

// from is the text from the start of a line on, counted from 1; "" beyond the end of the file.
func (s *source) from(line int) string {
	if s.starts == nil {
		s.starts = []int{0}
		for i := range len(s.text) {
			if s.text[i] == '\n' {
				s.starts = append(s.starts, i+1)
			}
		}
	}
	if line < 1 || line > len(s.starts) {
		return ""
	}
	return s.text[s.starts[line-1]:]
}

func (s *source) line(n int) string {
	line, _, _ := strings.Cut(s.from(n), "\n")
	return line
}

func (s *source) excerpt(line, col int) string {
	text := s.line(line)
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return excerpt(text, line, col)
}

// newSource checks that the bytes are text as a spec may hold it: UTF-8, of a sane size, without control characters.
func newSource(name string, data []byte, r *report) (*source, bool) {
	s := &source{path: name}
	start := s.pos(1, 1)
	if len(data) > maxFileSize {
		r.add(start, "", "the file is larger than 1 MiB")
		return s, false
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		r.add(start, "save it as UTF-8", "the file is UTF-16")
		return s, false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	s.text = string(data)
	if at := slices.IndexFunc(data, func(c byte) bool { return c < ' ' && c != '\n' && c != '\t' || c == 0x7f }); at >= 0 {
		line, col := lineCol(s.text, at)
		what, hint := fmt.Sprintf("control character %#02x", data[at]), "remove it, or write it as an escape in double quotes"
		if data[at] == 0 {
			what, hint = "NUL byte: this is not a text file", ""
		}
		s.text = strings.ToValidUTF8(s.text, "\ufffd")
		r.add(s.pos(line, col), hint, "%s", what)
		return s, false
	}
	if !utf8.ValidString(s.text) {
		at := 0
		for at < len(data) {
			c, size := utf8.DecodeRune(data[at:])
			if c == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		line, col := lineCol(s.text, at)
		s.text = strings.ToValidUTF8(s.text, "\ufffd")
		r.add(s.pos(line, col), "save it as UTF-8", "the file is not UTF-8 from here on")
		return s, false
	}
	if at := strings.Index("\n"+s.text, "\n<<<<<<< "); at >= 0 { // YAML never has it at the start of a line
		line, _ := lineCol(s.text, at)
		r.add(s.pos(line, 1), "keep the lines that you want, and delete the markers; svcgen merge merges the specs of two branches", "conflict markers of a merge")
		return s, false
	}
	return s, true
}

// lineCol turns a byte offset into a line and a column in characters.
func lineCol(text string, offset int) (line, col int) {
	before := text[:offset]
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
}
