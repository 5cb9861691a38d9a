package workspace

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/plan"
)

// A journal is one transaction: what every file was and what it is to be. Its text form is
//
//	svcgen journal 1
//	dir "services/billing"
//	file <old digest> <new digest> <old mode> <new mode> <old bytes> <new bytes> "services/billing/service.yaml"
//	…old bytes…new bytes
//	end <sha256 of everything above>
//
// A digest of - is a file that is not there. Directories are those that the transaction makes, parents first; files are
// in the order in which they are dealt with, the manifest last.
type journal struct {
	dirs    []string
	entries []entry
}

// entry is the change of one file.
type entry struct {
	path             string
	old, new         plan.Digest // "" for no file
	oldMode, newMode fs.FileMode
	oldData, newData []byte

	done bool // Recover has found that nothing is to do: it is as it shall be, or svcgen's own and edited since
}

const (
	journalHead = "svcgen journal 1\n"
	maxJournal  = 1 << 30 // bytes of one file in a journal; more is damage, not data
)

var errDamaged = errors.New("it is damaged")

// encode writes the journal.
func (j *journal) encode(w io.Writer) error {
	sum := sha256.New()
	b := bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16) // the first error sticks to it until Flush
	fmt.Fprint(b, journalHead)
	for _, d := range j.dirs {
		fmt.Fprintf(b, "dir %q\n", d)
	}
	for _, e := range j.entries {
		fmt.Fprintf(b, "file %s %s %o %o %d %d %q\n", orDash(e.old), orDash(e.new), e.oldMode, e.newMode, len(e.oldData), len(e.newData), e.path)
		for _, data := range [][]byte{e.oldData, e.newData, {'\n'}} {
			_, _ = b.Write(data)
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "end %x\n", sum.Sum(nil))
	return err
}

func orDash(d plan.Digest) string {
	if d == "" {
		return "-"
	}
	return string(d)
}

// decodeJournal reads a journal. It trusts neither its checksum nor its paths.
func decodeJournal(data []byte) (*journal, error) {
	end := bytes.LastIndex(data, []byte("\nend ")) + 1
	if !bytes.HasPrefix(data, []byte(journalHead)) || end == 0 {
		return nil, errDamaged
	}
	sum := sha256.New()
	sum.Write(data[:end])
	if string(data[end:]) != "end "+hex.EncodeToString(sum.Sum(nil))+"\n" {
		return nil, errDamaged
	}
	j := new(journal)
	rest := data[len(journalHead):end]
	for len(rest) > 0 {
		line, after, ok := bytes.Cut(rest, []byte("\n"))
		if !ok {
			return nil, errDamaged
		}
		kind, text, _ := strings.Cut(string(line), " ")
		switch kind {
		case "dir":
			d, err := strconv.Unquote(text)
			if err != nil || plan.CheckPath(d) != nil {
				return nil, errDamaged
			}
			j.dirs, rest = append(j.dirs, d), after
		case "file":
			e, left, err := decodeEntry(text, after)
			if err != nil {
				return nil, err
			}
			j.entries, rest = append(j.entries, e), left
		default:
			return nil, errDamaged
		}
	}
	return j, nil
}

func decodeEntry(text string, after []byte) (entry, []byte, error) {
	f := strings.SplitN(text, " ", 7)
	if len(f) != 7 {
		return entry{}, nil, errDamaged
	}
	var e entry
	var n [4]uint64
	for i, base := range []int{8, 8, 10, 10} {
		v, err := strconv.ParseUint(f[2+i], base, 31)
		if err != nil || v > maxJournal {
			return entry{}, nil, errDamaged
		}
		n[i] = v
	}
	path, err := strconv.Unquote(f[6])
	if err != nil || uint64(len(after)) < n[2]+n[3]+1 {
		return entry{}, nil, errDamaged
	}
	if err := plan.CheckPath(path); err != nil {
		return entry{}, nil, err
	}
	e.path, e.old, e.new = path, plan.Digest(strings.TrimPrefix(f[0], "-")), plan.Digest(strings.TrimPrefix(f[1], "-"))
	e.oldMode, e.newMode = plainMode(fs.FileMode(n[0])), plainMode(fs.FileMode(n[1]))
	e.oldData, e.newData = after[:n[2]], after[n[2]:n[2]+n[3]]
	if digestOf(e.oldData, e.old) != e.old || digestOf(e.newData, e.new) != e.new {
		return entry{}, nil, errDamaged
	}
	return e, after[n[2]+n[3]+1:], nil
}

// digestOf is the digest of a file's bytes; "" if there is no file, as want says.
func digestOf(data []byte, want plan.Digest) plan.Digest {
	if want == "" && len(data) == 0 {
		return ""
	}
	return plan.DigestOf(data)
}

// plainMode reduces a mode to the two that svcgen writes, without permissions that others do not have: secrets stay secret.
func plainMode(m fs.FileMode) fs.FileMode {
	plain := fs.FileMode(0o644)
	if m&0o111 != 0 {
		plain = 0o755
	}
	if m&0o400 != 0 && m&0o077 == 0 {
		plain &^= 0o077
	}
	return plain
}
