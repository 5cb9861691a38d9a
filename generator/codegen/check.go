package codegen

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/bufbuild/protocompile"
	"github.com/bufbuild/protocompile/linker"
	"github.com/bufbuild/protocompile/reporter"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// ProtoError is what is wrong with the protos of the user, by path and line.
type ProtoError struct{ Problems []ProtoProblem }

// ProtoProblem is one thing that is wrong. Line and Col are 0 if it is the file as a whole.
type ProtoProblem struct {
	Path      string // on disk
	Line, Col int
	Msg, Hint string
}

func (e *ProtoError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", p.Path, p.Line, p.Col, p.Msg)
	}
	return strings.Join(lines, "\n")
}

// plain matches the paths that Go can import.
var plain = regexp.MustCompile(`^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$`)

// errNotThere is the error of an import that names nothing.
var errNotThere = errors.New("it is neither below proto/ nor below third_party/proto/")

const importHint = "imports start at proto/ or third_party/proto/; google/api, google/rpc and google/protobuf come with svcgen"

// checker compiles the user's protos, one after the other, so that each problem is reported in the file that can be changed.
type checker struct {
	set      *protoSet
	linked   map[string]linker.File
	module   string
	claims   claims
	problems []ProtoProblem

	elsewhere []ProtoProblem // found in other protos than the one that was compiled
}

// check returns the descriptors of all protos below proto/, by import path. It finds what is wrong with the user's, also what the plugins
// or the go command would say without a place, or only when the program starts. The error is then a *ProtoError.
func (s *protoSet) check(ctx context.Context, module string) (map[string]linker.File, error) {
	c := checker{set: s, module: module, linked: map[string]linker.File{}, claims: claims{}}
	var ours []string
	for _, name := range slices.Sorted(maps.Keys(s.texts)) {
		if _, own := s.own[name]; !own {
			ours = append(ours, name)
		}
	}
	files, err := c.compiler(nil).Compile(ctx, ours...)
	if err != nil {
		return nil, fmt.Errorf("compile protos: %s%w", protoRoot, err)
	}
	for _, f := range files {
		c.linked[f.Path()] = f
		c.checkGoPackage(f)
		c.claim(f)
	}
	for _, name := range slices.Sorted(maps.Keys(s.own)) {
		if err := c.own(ctx, name); err != nil {
			return nil, err
		}
	}
	if len(c.problems) == 0 {
		c.problems = c.elsewhere
	}
	if len(c.problems) > 0 {
		return nil, &ProtoError{c.problems}
	}
	return c.linked, nil
}

// own checks a proto of the user.
func (c *checker) own(ctx context.Context, name string) error {
	switch {
	case !plain.MatchString(name):
		c.add(name, 0, 0, "Go cannot import a package of this path", "rename it: letters, digits, _, - and . are allowed")
		return nil
	case provided(name):
		c.add(name, 0, 0, name+" comes with svcgen", "delete this copy: imports find it without")
		return nil
	}
	c.checkPath(name)
	var found []reporter.ErrorWithPos
	files, err := c.compiler(&found).Compile(ctx, name)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if e, ok := errors.AsType[reporter.ErrorWithPos](err); ok && !slices.Contains(found, e) {
		found = append(found, e) // of an import, which is not reported otherwise
	}
	for _, e := range found {
		c.addFound(name, e)
	}
	switch {
	case err != nil && len(found) == 0:
		return fmt.Errorf("compile protos: %s%w", protoRoot, err)
	case err != nil:
		return nil
	}
	c.linked[name] = files[0]
	c.checkGoPackage(files[0])
	c.claim(files[0])
	return nil
}

// addFound adds an error of the compilation of a proto. What is wrong with another proto of the user is found when that is compiled,
// unless it is a cycle of imports.
func (c *checker) addFound(name string, err reporter.ErrorWithPos) {
	pos := err.GetPosition()
	problem := ProtoProblem{c.set.at(pos.Filename), pos.Line, pos.Col, err.Unwrap().Error(), hintFor(err)}
	if c.set.owns(pos.Filename) && pos.Filename != name {
		c.elsewhere = append(c.elsewhere, problem)
	} else if !slices.Contains(c.problems, problem) {
		c.problems = append(c.problems, problem)
	}
}

// compiler returns a compiler that goes on after an error, and collects the errors in found if that is not nil.
func (c *checker) compiler(found *[]reporter.ErrorWithPos) *protocompile.Compiler {
	compiler := &protocompile.Compiler{
		SourceInfoMode: protocompile.SourceInfoStandard,
		Resolver: protocompile.ResolverFunc(func(name string) (protocompile.SearchResult, error) {
			if f, ok := c.linked[name]; ok {
				return protocompile.SearchResult{Desc: f}, nil
			}
			return c.set.find(name)
		}),
	}
	if found != nil {
		var mu sync.Mutex
		compiler.Reporter = reporter.NewReporter(func(err reporter.ErrorWithPos) error {
			mu.Lock()
			defer mu.Unlock()
			*found = append(*found, err)
			return nil
		}, nil)
	}
	return compiler
}

func hintFor(err error) string {
	switch text := err.Error(); {
	case strings.Contains(text, "could not resolve path"):
		return importHint
	case strings.Contains(text, "already defined"):
		return "choose another name"
	}
	return ""
}

// add adds a problem of one of the user's protos.
func (c *checker) add(name string, line, col int, msg, hint string) {
	c.problems = append(c.problems, ProtoProblem{c.set.at(name), line, col, msg, hint})
}

// addAt adds a problem of a descriptor.
func (c *checker) addAt(d protoreflect.Descriptor, msg, hint string) {
	at := d.ParentFile().SourceLocations().ByDescriptor(d)
	c.add(d.ParentFile().Path(), at.StartLine+1, at.StartColumn+1, msg, hint)
}

// checkPath refuses a proto whose generated Go files the go command would not see, or other packages could not import.
func (c *checker) checkPath(name string) {
	for folder := range strings.SplitSeq(path.Dir(name), "/") {
		if folder[0] == '_' || slices.Contains([]string{"internal", "testdata", "vendor"}, folder) {
			c.add(name, 0, 0, fmt.Sprintf("Go packages cannot import a folder %s in %s", folder, goRoot), "rename the folder")
		}
	}
	stem := strings.TrimSuffix(path.Base(name), ".proto")
	if stem[0] == '_' || ignoredStem(stem) {
		c.add(name, 0, 0, fmt.Sprintf("go build ignores a file %s.pb.go, or builds it on some systems only", stem), "rename the file")
	}
}
