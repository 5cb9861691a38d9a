package kind

import "time"

// moment holds the differences between the kinds of time.
type moment struct {
	layout string        // of canonical texts
	step   time.Duration // between a bound and the nearest value outside
}

// bound reads Min or Max.
func (m moment) bound(text *string) (time.Time, bool) {
	if text == nil {
		return time.Time{}, false
	}
	at, err := time.Parse(m.layout, *text)
	return at, err == nil
}

// rules compare with Before and After, which both Go types have.
func (m moment) rules(s *Shape, x string) []Rule {
	x = selectable(x)
	return append(s.setRule(x+".IsZero()"), s.boundRules(x+".Before(%s)", x+".After(%s)")...)
}

func (m moment) cases(s *Shape, add addCase) {
	at := func(text string, valid bool) { add("%s "+text, s.GoElement(text), valid) }
	if least, ok := m.bound(s.Min); ok {
		at(*s.Min, true)
		at(least.Add(-m.step).Format(m.layout), false)
	}
	if most, ok := m.bound(s.Max); ok {
		at(*s.Max, true)
		at(most.Add(m.step).Format(m.layout), false)
	}
}

// sample starts at a fixed day, or at the bound that excludes it.
func (m moment) sample(s *Shape, i int) string {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if least, ok := m.bound(s.Min); ok && least.After(at) {
		at = least
	}
	at = at.AddDate(0, 0, i)
	if most, ok := m.bound(s.Max); ok && at.After(most) {
		at = most.AddDate(0, 0, -i)
		if least, ok := m.bound(s.Min); ok && at.Before(least) {
			at = most
		}
	}
	return at.Format(m.layout)
}

// daily returns the first of texts if each is one day after the one before.
func (m moment) daily(texts []string) (first time.Time, ok bool) {
	first, err := time.Parse(m.layout, texts[0])
	if err != nil {
		return first, false
	}
	first = first.UTC()
	for i, text := range texts {
		if at, err := time.Parse(m.layout, text); err != nil || !at.Equal(first.AddDate(0, 0, i)) {
			return first, false
		}
	}
	return first, true
}
