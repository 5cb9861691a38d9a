package spec

import "strings"

func (w *writer) driver(s *Spec) {
	if s.Driver != "" {
		w.line(0, "events", "{driver: "+string(s.Driver)+"}")
	}
}

func (w *writer) events(depth int, events []*Event) {
	if len(events) == 0 {
		return
	}
	all := make([]string, len(events))
	for i, e := range events {
		all[i] = FormatEvent(e)
	}
	w.line(depth, "events", "["+strings.Join(all, ", ")+"]")
}

func (w *writer) consumers(depth int, consumers []*Consumer) {
	if len(consumers) > 0 {
		w.line(depth, "consumers", "")
	}
	for _, c := range consumers {
		on := make([]string, len(c.On))
		for i, ref := range c.On {
			on[i] = ref.Text()
		}
		value := strings.Join(on, "")
		if len(on) > 1 {
			value = "[" + strings.Join(on, ", ") + "]"
		}
		if c.Topic == "" && c.OnError == "" && !c.FromNow && c.RenamedFrom == "" {
			w.line(depth+1, c.Name, value)
			continue
		}
		w.line(depth+1, c.Name, "")
		if c.Topic != "" {
			w.line(depth+2, "topic", scalar(c.Topic))
		} else {
			w.line(depth+2, "on", value)
		}
		if c.OnError != "" {
			w.line(depth+2, "on_error", string(c.OnError))
		}
		if c.FromNow {
			w.line(depth+2, "from", "now")
		}
		if c.RenamedFrom != "" {
			w.line(depth+2, "renamed_from", c.RenamedFrom)
		}
	}
}
