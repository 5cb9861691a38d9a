package toolchain

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mostProofs limits the proofs that are kept; each is a file, most of a few bytes.
const mostProofs = 4096

// Proof returns the text stored under a key, or "". A key is a digest in hexadecimal digits.
func (t *Tools) Proof(key string) string {
	dir := t.proofDir()
	if dir == "" {
		return ""
	}
	stored, _ := os.ReadFile(filepath.Join(dir, key)) // what cannot be read is proved again
	return strings.TrimSpace(string(stored))
}

// KeepProof stores a text under a key. If it cannot, the proof is made again the next time.
func (t *Tools) KeepProof(key, text string) {
	dir := t.proofDir()
	if dir == "" || os.MkdirAll(dir, 0o755) != nil {
		return
	}
	temp, err := os.CreateTemp(dir, ".new-")
	if err != nil {
		return
	}
	_, err = temp.WriteString(text + "\n")
	if closeErr := temp.Close(); err != nil || closeErr != nil || os.Rename(temp.Name(), filepath.Join(dir, key)) != nil {
		_ = os.Remove(temp.Name()) // it would only be in the way
		return
	}
	forgetOldest(dir, mostProofs)
}

// proofDir is the folder of the proofs; "" if the user has no cache.
func (t *Tools) proofDir() string {
	if t.options.ProofDir != "" {
		return t.options.ProofDir
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(user, "svcgen", "proofs")
}

// forgetOldest halves a folder if it has more than most files.
func forgetOldest(dir string, most int) {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) <= most {
		return
	}
	ages := make(map[string]int64, len(entries))
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			ages[e.Name()] = info.ModTime().UnixNano()
		}
	}
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return cmp.Compare(ages[a.Name()], ages[b.Name()]) })
	for _, e := range entries[:len(entries)/2] {
		_ = os.Remove(filepath.Join(dir, e.Name())) // another svcgen may have done it
	}
}
