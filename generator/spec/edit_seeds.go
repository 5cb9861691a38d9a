package spec

// seedUses are the keys of seeds that name a field of a resource: those of its own seeds, and those by which seeds that refer to them name it.
func seedUses(service *node, resource, field string) []span {
	var all []span
	for _, r := range entriesOf(child(service, "resources")) {
		seeds := child(r.value, "seeds")
		if seeds == nil {
			continue
		}
		leads := map[string]bool{}
		for _, f := range entriesOf(child(r.value, "fields")) {
			word, ok := fieldWord(f.value, "ref")
			leads[f.key.text] = ok && word.text() == resource
		}
		for _, seed := range seeds.items {
			for _, e := range seed.entries {
				if r.key.text == resource && e.key.text == field {
					all = append(all, whole(e.key))
				}
				if by := child(e.value, field); leads[e.key.text] && by != nil {
					all = append(all, whole(e.value.entries[0].key))
				}
			}
		}
	}
	return all
}
