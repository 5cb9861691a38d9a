// Package config reads the settings of a program from its environment. It reports everything that is missing or wrong at once,
// in the names that the operator typed.
package config

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// Load returns the settings of type T, whose fields have the tags of package env: env, envDefault and envPrefix. prefix stands
// before every name. A variable NAME may be given as NAME_FILE, the path of a file that holds the value. Further tags:
//
//   - positive:"true": an int or a duration must be more than 0
//   - redact:"true": Print does not show the value
//   - shared:"true": the variable, or each one of a struct, has the same name in all services: no prefix stands before it
func Load[T any](prefix string) (T, error) {
	var cfg T
	variables := list(reflect.ValueOf(&cfg).Elem(), prefix, prefix)
	environ := env.ToMap(os.Environ())

	problems, wrong := readFiles(variables, environ), map[string]bool{}
	for _, v := range variables {
		if value, ok := environ[v.name]; ok {
			environ[v.key] = value
		} else {
			delete(environ, v.key)
		}
	}
	if err := env.ParseWithOptions(&cfg, env.Options{Environment: environ, Prefix: prefix}); err != nil {
		problems = append(problems, explain[T](prefix, variables, environ, wrong)...)
		if len(problems) == 0 {
			return cfg, err // T itself is wrong
		}
	}
	for _, v := range distinct(variables) {
		if v.positive && !wrong[v.name] && v.value.Int() <= 0 {
			problems = append(problems, fmt.Errorf("%s must be more than 0", v.name))
		}
	}
	for _, problem := range check(reflect.ValueOf(cfg), prefix, wrong) {
		if !slices.ContainsFunc(problems, func(p error) bool { return p.Error() == problem.Error() }) { // shared structs come once for each service
			problems = append(problems, problem)
		}
	}
	return cfg, errors.Join(problems...)
}

// Checker is a struct within the settings that has rules of its own. The error of Check begins with the name of the variable, as its tag has
// it, and does not hold its value.
type Checker interface{ Check() error }

// check calls Check of the structs in cfg, unless one of their variables is wrong. prefix stands before the names of variables.
func check(cfg reflect.Value, prefix string, wrong map[string]bool) []error {
	var problems []error
	for field, value := range cfg.Fields() {
		if value.Kind() != reflect.Struct || !field.IsExported() {
			continue
		}
		prefix := prefix
		if field.Tag.Get("shared") == "true" {
			prefix = ""
		}
		prefix += field.Tag.Get("envPrefix")
		if checker, ok := reflect.TypeAssert[Checker](value); ok {
			unread := slices.ContainsFunc(list(value, prefix, prefix), func(v variable) bool { return wrong[v.name] })
			if err := checker.Check(); err != nil && !unread {
				problems = append(problems, fmt.Errorf("%s%w", prefix, err))
			}
			continue // it has the rules of what it embeds
		}
		problems = append(problems, check(value, prefix, wrong)...)
	}
	return problems
}

// readFiles puts the content of NAME_FILE in the place of NAME.
func readFiles(variables []variable, environ map[string]string) []error {
	var problems []error
	for _, v := range distinct(variables) {
		path, ok := environ[v.name+"_FILE"]
		if !ok {
			continue
		}
		if environ[v.name] != "" {
			problems = append(problems, fmt.Errorf("%s and %[1]s_FILE are both set", v.name))
			continue
		}
		content, err := os.ReadFile(path) // #nosec G304 -- whoever starts the program names the file
		if err != nil {
			problems = append(problems, fmt.Errorf("%s_FILE: %w", v.name, err))
			continue
		}
		environ[v.name] = strings.TrimRight(string(content), "\r\n")
		delete(environ, v.name+"_FILE")
	}
	return problems
}

// explain says in plain words what is wrong with the variables, and adds their names to wrong. The errors of package env do not always
// name them; so explain parses each variable alone.
func explain[T any](prefix string, variables []variable, environ map[string]string, wrong map[string]bool) []error {
	var problems []error
	for _, v := range distinct(variables) {
		alone := map[string]string{}
		if value, ok := environ[v.name]; ok {
			alone[v.key] = value
		}
		_, err := env.ParseAsWithOptions[T](env.Options{Environment: alone, Prefix: prefix})
		if invalid, ok := errors.AsType[env.ParseError](err); ok {
			problems = append(problems, fmt.Errorf("%s %s", v.name, v.rule(environ[v.name], invalid)))
			wrong[v.name] = true
			continue
		}
		if !v.missing(err) {
			continue
		}
		wrong[v.name] = true
		if _, unreadable := environ[v.name+"_FILE"]; !unreadable {
			problems = append(problems, fmt.Errorf("%s is not set", v.name))
		}
	}
	return problems
}

// variable is one setting.
type variable struct {
	name     string // in the environment
	key      string // in the environment that package env is given: with all prefixes
	secret   bool
	positive bool
	value    reflect.Value
}

// missing reports whether err, of many variables, says that this one is missing.
func (v variable) missing(err error) bool {
	all, _ := errors.AsType[env.AggregateError](err)
	return slices.ContainsFunc(all.Errors, func(err error) bool {
		unset, _ := errors.AsType[env.VarIsNotSetError](err)
		empty, _ := errors.AsType[env.EmptyVarError](err)
		return unset.Key == v.key || empty.Key == v.key
	})
}

// rule says what the value should have been.
func (v variable) rule(text string, invalid env.ParseError) string {
	switch {
	case v.secret, strings.ContainsAny(text, "@="):
		return "is not valid" // the error may hold the value, and the value a password
	case v.value.Type() == reflect.TypeFor[time.Duration]():
		return "must be a duration such as 1m30s"
	case v.value.Type() == reflect.TypeFor[bool]():
		return "must be true or false"
	case v.value.Type().PkgPath() == "" && (v.value.CanInt() || v.value.CanUint()):
		return "must be a whole number"
	default:
		return "is not valid: " + invalid.Err.Error()
	}
}

// list returns the variables of a struct, in the order of its fields. prefix stands before their names, keyPrefix before their
// keys.
func list(cfg reflect.Value, prefix, keyPrefix string) []variable {
	var variables []variable
	for field, value := range cfg.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("env"), ",")
		prefix := prefix
		if field.Tag.Get("shared") == "true" {
			prefix = ""
		}
		switch {
		case name != "":
			variables = append(variables, variable{
				name:     prefix + name,
				key:      keyPrefix + name,
				secret:   field.Tag.Get("redact") == "true",
				positive: field.Tag.Get("positive") == "true",
				value:    value,
			})
		case value.Kind() == reflect.Struct && field.IsExported():
			inner := field.Tag.Get("envPrefix")
			variables = append(variables, list(value, prefix+inner, keyPrefix+inner)...)
		}
	}
	return variables
}

// distinct leaves out variables that several services share, but for the first of each name.
func distinct(variables []variable) []variable {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(variables), func(v variable) bool {
		again := seen[v.name]
		seen[v.name] = true
		return again
	})
}
