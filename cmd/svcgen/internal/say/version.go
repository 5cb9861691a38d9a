package say

// Version prints which svcgen this is.
func (r *Report) Version(v VersionInfo) {
	from := ""
	if len(v.Revision) > 12 {
		from = " from " + v.Revision[:12]
		if v.Modified {
			from += " with changes"
		}
	}
	r.outf("svcgen %s%s\n", v.Version, from)
	r.pair("go", v.Go+" "+v.Platform)
	for _, t := range v.Tools {
		r.pair(t.Name, t.Version)
	}
}

// VersionInfo is the output of `svcgen version`.
type VersionInfo struct {
	Version  string   `json:"version"`
	Revision string   `json:"revision,omitempty"` // commit that it was built from
	Modified bool     `json:"modified,omitempty"` // with changes that were not committed
	Go       string   `json:"go"`
	Platform string   `json:"platform"`
	Tools    []Pinned `json:"tools"` // generators whose output depends on their version
}

// Pinned is a generator with its version.
type Pinned struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}
