package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// Digest is the SHA-256 of a file's text in lower-case hex, with CRLF line ends turned into LF, so that a checkout that git
// converted has the digests of the original. The zero Digest stands for a file that does not exist, as Absent, or of which
// nothing is known.
type Digest string

// DigestOf returns the digest of a file's bytes.
func DigestOf(data []byte) Digest {
	sum := sha256.Sum256(Normalise(data))
	return Digest(hex.EncodeToString(sum[:]))
}

// Valid reports whether d looks like a digest: 64 lower-case hex digits.
func (d Digest) Valid() bool {
	if len(d) != 2*sha256.Size {
		return false
	}
	for _, c := range []byte(d) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Normalise turns CRLF line ends into LF. It returns data itself if there are none.
func Normalise(data []byte) []byte {
	if !bytes.Contains(data, []byte("\r\n")) {
		return data
	}
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
}

// sameText reports whether two files differ in nothing but their line ends.
func sameText(a, b []byte) bool {
	return bytes.Equal(a, b) || bytes.Equal(Normalise(a), Normalise(b))
}

// sameWords reports whether two texts differ in white space only, as when git merged two versions of an aligned Go struct.
func sameWords(a, b []byte) bool {
	x, y := bytes.Fields(a), bytes.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !bytes.Equal(x[i], y[i]) {
			return false
		}
	}
	return true
}

// endedLike gives data, which has LF line ends, those of the file that it replaces: CRLF if the first line of that file has
// it. New files and binary ones are written as generated.
func endedLike(data, old []byte) []byte {
	end := bytes.IndexByte(old, '\n')
	if end < 1 || old[end-1] != '\r' || isBinary(data) {
		return data
	}
	return bytes.ReplaceAll(Normalise(data), []byte("\n"), []byte("\r\n"))
}

// isBinary reports whether data is no text, by the rule that git uses: a NUL among the first 8000 bytes.
func isBinary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0
}
