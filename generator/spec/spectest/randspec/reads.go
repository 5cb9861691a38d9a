package randspec

// expand writes references to expand. Fields that are none are left out.
func (w *writer) expand(fields []string) {
	if !w.chance(60) {
		return
	}
	w.block("expand:", func() {
		for _, f := range fields {
			w.add("-", f)
		}
	})
}

// serviceMethods writes methods that belong to no resource.
func (w *writer) serviceMethods(s *service) {
	w.block("methods:", func() {
		for _, name := range w.names(w.IntN(6) / 2) {
			w.block(name+":", func() {
				w.need("http: POST /" + w.one("quotes a/b all do-it products/search") + "-" + w.one("a b c d e f"))
				w.block("request:", func() {
					for _, f := range w.names(w.IntN(4)) {
						w.field(s, f, true)
					}
				})
				w.block("returns:", func() {
					for _, f := range w.names(w.IntN(3)) {
						w.field(s, f, true)
					}
				})
				if w.auth != "none" && w.chance(40) {
					w.add("allow:", "["+w.callers()+"]")
				}
			})
		}
	})
}

// customEvents writes events that code of the user publishes.
func (w *writer) customEvents(s *service) {
	w.block("events:", func() {
		for _, name := range s.events {
			fields := w.names(1 + w.IntN(4))
			w.block(name+":", func() {
				w.need(fields[0]+":", pick(w, []string{"ref=" + pick(w, s.resources), "uuid", "string", "int32", "int64"}), "key")
				for _, f := range fields[1:] {
					w.field(s, f, true)
				}
			})
		}
	})
}
