package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/replay"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// serverWarning says why a PostgreSQL server proved nothing.
func serverWarning(w replay.Warning) string {
	text := w.Err.Error()
	if tool, ok := errors.AsType[*toolchain.Error](w.Err); ok {
		text = "it did not start: " + tool.Output[strings.LastIndex(tool.Output, "\n")+1:]
	}
	lines := strings.SplitN(text, "\n", 3) // an error for each way to connect: the first one is enough
	return w.Server + " was not used to prove migrations: " + strings.Join(strings.Fields(strings.Join(lines[:min(2, len(lines))], " ")), " ")
}

const noServerHint = "install PostgreSQL 15 or later, or set TEST_DATABASE_URL; or let sqlc read them:\n" + problem.ProveSQLC

func noServerFix() problem.Fix {
	return problem.Run("lets sqlc read them, which covers neither constraints nor indexes", problem.ProveSQLC)
}

const editedHint = "it was edited after svcgen wrote it: correct it, or undo the edit"

func refutedHint(dir string) string {
	return "see what changed the migrations: git log -p -- " + dir
}

// cannotApply says why a migration fails.
func cannotApply(proof replay.Proof) string {
	if proof.By == replay.BySQLC {
		return "sqlc cannot read it: " + proof.Failed.Msg
	}
	return "it fails on " + proof.By + ": " + proof.Failed.Msg
}

// unlike returns a line for each difference between the schema that the migrations make and that of the spec.
func unlike(proof replay.Proof) []string {
	var out []string
	for _, o := range proof.Missing {
		out = append(out, "the migrations do not make "+object(o))
	}
	for _, c := range proof.Other {
		out = append(out, "the migrations make "+object(c.Have)+"; the spec says "+c.Want.Is)
	}
	for _, o := range proof.Extra {
		out = append(out, "the migrations make "+object(o)+", which the spec does not have")
	}
	return out
}

// object returns the name and the properties of a part of a schema: column products.note (text NOT NULL).
func object(o replay.Object) string {
	switch o.Kind {
	case "table":
		return "table " + o.Name
	case "column":
		return fmt.Sprintf("column %s.%s (%s)", o.Table, o.Name, o.Is)
	default:
		return fmt.Sprintf("%s %s of %s (%s)", o.Kind, o.Name, o.Table, o.Is)
	}
}
