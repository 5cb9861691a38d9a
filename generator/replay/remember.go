package replay

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// recall takes earlier proofs of the same migrations and the same model. A proof by sqlc counts if there is no way to a better
// one.
func (p *prover) recall() error {
	p.keys = map[string]string{}
	server := p.o.Way != BySQLC && (p.o.Server != "" || p.tools.HasPostgres())
	for _, proof := range p.open() {
		key, err := keyOf(proof.Subject)
		if err != nil {
			return err
		}
		p.keys[proof.Service.Name] = key
		if p.o.Full {
			continue
		}
		line := p.tools.Proof(key + "-" + OnPostgres)
		if (line == "" || p.o.Way == BySQLC) && p.o.Way != OnPostgres && !server {
			line = p.tools.Proof(key + "-" + BySQLC)
		}
		if line != "" {
			proof.By, proof.Remembered = line, true
		}
	}
	return nil
}

// keep stores proofs. Differences are not stored: they are looked for again the next time.
func (p *prover) keep() {
	for _, proof := range p.report.Proofs {
		if proof.Remembered || proof.Failed != nil || !proof.Empty() {
			continue
		}
		way := OnPostgres
		if proof.By == BySQLC {
			way = BySQLC
		}
		p.tools.KeepProof(p.keys[proof.Service.Name]+"-"+way, proof.By)
	}
}

// keyOf is a digest of everything that a proof is about.
func keyOf(s Subject) (string, error) {
	files, err := inOrder(s.Migrations)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "proof 1 %q\n", s.Service.Schema.Initial().Up) // a hash takes everything
	for _, r := range s.Service.Resources {
		for _, c := range r.Constraints {
			_, _ = fmt.Fprintf(h, "constraint %q\n", c.Name)
		}
	}
	for _, f := range files {
		_, _ = fmt.Fprintf(h, "%q %q\n", f.Path, f.Data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
