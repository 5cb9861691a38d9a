package model

import "slices"

// GoneJobs returns the names of the jobs of the last run that this run removes.
func (s *Service) GoneJobs() []string {
	if s.Before == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.Before.Jobs), func(name string) bool {
		return slices.ContainsFunc(s.Jobs, func(j *Job) bool { return j.Was == name })
	})
}

// GoneConsumers returns the names of the consumers of the last run that this run removes.
func (s *Service) GoneConsumers() []string {
	if s.Before == nil {
		return nil
	}
	var gone []string
	for _, before := range s.Before.Consumers {
		if !slices.ContainsFunc(s.Consumers, func(c *Consumer) bool { return c.Was == before.Name }) {
			gone = append(gone, before.Name)
		}
	}
	return gone
}

// CustomEvent finds a custom event by its name; nil if the service has none.
func (s *Service) CustomEvent(name string) *Event {
	i := slices.IndexFunc(s.CustomEvents, func(e *Event) bool { return e.Name == name })
	if i < 0 {
		return nil
	}
	return s.CustomEvents[i]
}

// Consumer finds a consumer by its name; nil if the service has none.
func (s *Service) Consumer(name string) *Consumer {
	i := slices.IndexFunc(s.Consumers, func(c *Consumer) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return s.Consumers[i]
}
