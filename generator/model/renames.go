package model

// Rename is a resource that has another name than in the last run.
type Rename struct {
	Service  string
	From, To string // names in the spec
	OldStem  string // of the names of its files
	NewStem  string
}

// Renames are the resources that have another name than in the last run.
func (m *Model) Renames() []Rename {
	var all []Rename
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if r.before != nil && r.before.Name != r.Name {
				all = append(all, Rename{
					Service: s.Name, From: r.before.Name, To: r.Name,
					OldStem: resourceStem(r.before.Name), NewStem: r.FileName,
				})
			}
		}
	}
	return all
}

// resourceStem is the stem of a resource's file names. Some names belong to files that every service has.
func resourceStem(name string) string {
	return fileStem(name, "service", "store", "custom", "server", "enums", "embed", "doc")
}
