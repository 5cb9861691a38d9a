package spec

// constraintsWith are the positions of the constraints of a resource that name a field.
func constraintsWith(resource *node, field string) []int {
	var all []int
	if constraints := child(resource, "constraints"); constraints != nil {
		for i, c := range constraints.entries {
			if len(constraintWords(c.value, field)) > 0 {
				all = append(all, i)
			}
		}
	}
	return all
}

// constraintWords are the words of a constraint that name a field.
func constraintWords(constraint *node, field string) []span {
	var all []span
	if fields := child(constraint, "fields"); fields != nil {
		for _, item := range fields.items {
			if item.text == field {
				all = append(all, whole(item))
			}
		}
	}
	return all
}
