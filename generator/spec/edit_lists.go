package spec

// listedWords are the places at which a list of a resource, such as expand, names a field or a method, and their indexes in the list.
func listedWords(resource *node, key, name string) (words []span, at []int) {
	if list := child(resource, key); list != nil {
		for i, item := range list.items {
			if item.text == name {
				words, at = append(words, whole(item)), append(at, i)
			}
		}
	}
	return words, at
}
