package auth

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// tokenHeader begins every token: PASETO version 4, public. There is no other algorithm that a token could ask for.
const tokenHeader = "v4.public."

// maxToken is the most characters that a token may have. gRPC limits all metadata of a call to 16 KiB.
const maxToken = 8 << 10

var (
	errToken     = errors.New("it is not a v4.public token")
	errSignature = errors.New("its signature is not valid")

	encoding = base64.RawURLEncoding.Strict() // one text for each value
)

// signToken returns a token that holds message and footer in clear, signed together with assertion, which it does not hold.
func signToken(key ed25519.PrivateKey, message, footer, assertion []byte) string {
	signature := ed25519.Sign(key, authenticated(message, footer, assertion))
	token := tokenHeader + encoding.EncodeToString(slices.Concat(message, signature))
	if len(footer) > 0 {
		token += "." + encoding.EncodeToString(footer)
	}
	return token
}

// splitToken returns the parts of a token, none of which can be believed yet.
func splitToken(token string) (message, signature, footer []byte, err error) {
	body, ok := strings.CutPrefix(token, tokenHeader)
	if !ok || len(token) > maxToken {
		return nil, nil, nil, errToken
	}
	body, last, hasFooter := strings.Cut(body, ".")
	signed, err := encoding.DecodeString(body)
	if err != nil || len(signed) < ed25519.SignatureSize {
		return nil, nil, nil, errToken
	}
	if footer, err = encoding.DecodeString(last); err != nil || hasFooter && len(footer) == 0 || strings.ContainsAny(token, "\r\n") {
		return nil, nil, nil, errToken // the decoder skips line ends
	}
	end := len(signed) - ed25519.SignatureSize
	return signed[:end], signed[end:], footer, nil
}

// verifyToken returns an error if key has not signed the parts of a token.
func verifyToken(key ed25519.PublicKey, message, signature, footer, assertion []byte) error {
	if !ed25519.Verify(key, authenticated(message, footer, assertion), signature) {
		return errSignature
	}
	return nil
}

// authenticated returns what is signed: the parts, each after its length, so that no two lists of parts are alike.
func authenticated(message, footer, assertion []byte) []byte {
	parts := [][]byte{[]byte(tokenHeader), message, footer, assertion}
	signed := binary.LittleEndian.AppendUint64(nil, uint64(len(parts)))
	for _, part := range parts {
		signed = binary.LittleEndian.AppendUint64(signed, uint64(len(part)))
		signed = append(signed, part...)
	}
	return signed
}
