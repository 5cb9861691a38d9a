//go:build unix

package dev

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
)

// TestEndWith kills a process, as somebody does who kills make dev: the program that it runs ends, too.
func TestEndWith(t *testing.T) {
	program := exec.CommandContext(t.Context(), "sleep", "600")
	if os.Getenv("STARTS_PROGRAM") != "" { // the process that is killed
		program.Stdout = os.Stdout // open as long as the program runs
		ownGroup(program)
		if err := program.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := endWith(program.Process); err != nil {
			t.Fatal(err)
		}
		fmt.Println("started")
		select {}
	}
	killed := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestEndWith$") // #nosec G204 -- this test
	killed.Env = append(os.Environ(), "STARTS_PROGRAM=1")
	out, err := killed.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("started"))); err != nil {
		t.Fatal(err)
	}
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(out); err != nil { // returns when the program has ended
		t.Error(err)
	}
	_ = killed.Wait()
}
