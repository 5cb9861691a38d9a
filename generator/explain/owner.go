package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// ownerText says who owns a resource: the user in customer; the user in customer of order, by way of order. It is "" if nobody does.
func ownerText(r *model.Resource) string {
	if r.Owner == nil {
		return ""
	}
	if r.Owner.Self {
		return "each user, of themselves"
	}
	root := r.Root()
	text := "the user in " + strings.Join(root.Owner.Names(), " or ")
	if root == r {
		return text
	}
	var way []string
	for at := r; at.Owner.Ref != nil; at = at.Owner.Ref.Ref {
		way = append(way, at.Owner.Ref.Name)
	}
	return text + " of the " + root.Title + ", by way of " + strings.Join(way, ".")
}

// tellingUniques returns a note for each unique constraint that tells users what others have, though they may see only what is their own.
func tellingUniques(r *model.Resource) []string {
	if r.Owner == nil || r.Owner.Self || !r.Limited(spec.Get) && !r.Limited(spec.List) {
		return nil
	}
	var notes []string
	for _, u := range r.Uniques {
		own := slices.ContainsFunc(u.Fields, func(f *model.Field) bool { return slices.Contains(r.Owner.Names(), f.Name) })
		if own {
			continue
		}
		names := make([]string, len(u.Fields))
		for i, f := range u.Fields {
			names[i] = f.Name
		}
		notes = append(notes, fmt.Sprintf("a 409 tells strangers that %s is taken; per owner it would be indexes: [\"unique %s, %s\"]",
			strings.Join(names, ", "), r.Owner.Names()[0], strings.Join(names, ", ")))
	}
	return notes
}
