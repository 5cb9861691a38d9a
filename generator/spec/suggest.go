package spec

// DidYouMean is the hint for an unknown word: the nearest known one, or "" if none is near.
func DidYouMean(word string, known []string) string {
	if best := Nearest(word, known); best != "" {
		return `did you mean "` + best + `"?`
	}
	return ""
}

// Nearest is the known word with the fewest edits from word; "" if there are too many.
func Nearest(word string, known []string) string {
	const longest = 60 // no known word is as long, and the time grows with the square
	if len(word) > longest {
		return ""
	}
	best, least := "", 2+len(word)/4
	for _, k := range known {
		if d := distance(word, k); d < least && d < len(k) && d < len(word) {
			best, least = k, d
		}
	}
	return best
}

// distance counts the insertions, deletions, replacements and swaps of neighbours that lead from a to b.
func distance(a, b string) int {
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}
