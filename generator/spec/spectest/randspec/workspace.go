package randspec

import (
	"slices"
	"strconv"
	"strings"
)

const roles = "merchant admin"

// workspace writes a whole spec.
func (w *writer) workspace() {
	for _, name := range w.names(w.upTo(w.size.Services)) {
		s := service{name: name, enum: w.name(), values: w.names(2 + w.IntN(3)), resources: w.names(w.upTo(w.size.Resources)), events: w.names(w.IntN(6) / 2)}
		w.services = append(w.services, s)
	}
	w.auth = w.one("none none jwt")
	w.need("version: 1")
	w.need("module: github.com/acme/shop") // the same for all, so that they share what is compiled
	w.need("auth:", w.auth)
	if w.chance(50) {
		w.add("description:", pick(w, hostile))
	}
	if w.auth != "none" {
		w.need("roles: [" + strings.Join(strings.Fields(roles), ", ") + "]")
		w.need("allow: [signed_in]")
	}
	if packs := w.some("github-actions kubernetes observability", 20); len(packs) > 0 {
		w.add("packs: [" + strings.Join(packs, ", ") + "]")
	}
	if w.chance(50) {
		w.add("json_enums:", w.one("short short proto"))
	}
	w.block("services:", func() {
		for i := range w.services {
			w.block(w.services[i].name+":", func() { w.service(&w.services[i]) })
		}
	})
}

func (w *writer) service(s *service) {
	if w.chance(30) {
		w.add("description:", pick(w, hostile))
	}
	if w.chance(20) {
		w.add("http_prefix:", w.one("sales shop2 v2 a"))
	}
	if others := w.others(s); len(others) > 0 && w.chance(20) {
		w.add("uses: [" + pick(w, others).name + "]")
	}
	if w.auth != "none" && w.chance(30) {
		w.add("allow: [" + w.callers() + "]")
	}
	w.block("enums:", func() { w.add(s.enum + ": [" + strings.Join(s.values, ", ") + "]") })
	w.block("resources:", func() {
		for _, name := range s.resources {
			w.block(name+":", func() { w.resource(s) })
		}
	})
	w.serviceMethods(s)
	w.block("jobs:", func() {
		for _, name := range w.names(w.IntN(3)) {
			w.add(name+":", pick(w, []string{
				`"0 3 * * *"`, `{schedule: "*/15 9-17 * * 1-5", timeout: 90m}`, `{timeout: 6h}`,
				`{schedule: "0 4 * * *", purge: ` + pick(w, s.resources) + `, after: 30d}`,
			}))
		}
	})
	w.customEvents(s)
	w.block("consumers:", func() {
		for _, name := range w.names(w.IntN(3)) {
			w.consumer(name)
		}
	})
}

func (w *writer) consumer(name string) {
	of := pick(w, w.services)
	on := of.name + "." + pick(w, of.resources)
	if w.chance(50) {
		on += "." + w.one("created updated deleted")
	}
	if len(of.events) > 0 && w.chance(30) {
		on = of.name + "." + pick(w, of.events)
	}
	if w.chance(50) {
		w.add(name+":", on)
		return
	}
	w.add(name + ": {on: " + on + ", on_error: " + w.one("dlq block drop") + ", from: " + w.one("start now") + "}")
}

func (w *writer) others(s *service) []service {
	return slices.DeleteFunc(slices.Clone(w.services), func(o service) bool { return o.name == s.name })
}

func (w *writer) callers() string {
	return w.one("anyone signed_in merchant admin merchant,admin owner owner,admin service service,admin")
}

func (w *writer) resource(s *service) {
	soft, seeded := w.chance(30), w.chance(20)
	if w.chance(30) {
		w.add("description:", pick(w, hostile))
	}
	if soft {
		w.add("soft_delete: true")
	}
	fields := w.names(w.upTo(w.size.Fields))
	w.block("fields:", func() {
		if seeded {
			w.need("title: string len=..80 unique")
		} else {
			w.need("title: string len=..80 sort filter=eq,prefix")
		}
		for _, f := range fields {
			w.field(s, f, false)
		}
		if w.chance(40) {
			fields = append(fields, "state")
			w.need("state: enum=draft,active,gone default=draft output_only")
		}
		if w.chance(40) {
			fields = append(fields, "low", "high")
			typ := w.one("int32 int64 float64 decimal(8,2) timestamp date duration")
			w.need("low:", typ, "optional")
			w.need("high:", typ, "optional")
		}
	})
	if seeded {
		w.add("seeds: [{title: One}, {title:", pick(w, hostile)+"}]")
	}
	w.children(s)
	w.rules(fields)
	w.methods(soft)
	w.expand(fields)
	w.actions(s, fields)
	w.block("idempotent:", func() {
		if w.chance(30) {
			for _, m := range w.some("create batch_create", 70) {
				w.add("-", m)
			}
		}
	})
	if w.chance(15) {
		w.add("hooks: [prepare]")
	}
	if w.chance(10) {
		w.add("isolation: serializable")
	}
	w.block("events:", func() {
		if w.chance(40) {
			for _, e := range w.some("created updated deleted undeleted", 60) {
				w.add("-", e)
			}
		}
	})
	if w.auth == "none" {
		return
	}
	w.block("allow:", func() {
		for _, m := range w.some("create get list update delete", 30) {
			w.add(m+":", "["+w.callers()+"]")
		}
		if w.chance(30) {
			w.add(`"*":`, "["+w.callers()+"]")
		}
	})
}

func (w *writer) children(s *service) {
	w.block("children:", func() {
		for _, name := range w.names(w.IntN(5) / 2) {
			w.block(name+":", func() {
				if w.chance(30) {
					w.add("max_items:", strconv.Itoa(w.upTo(20)))
				}
				if w.chance(20) {
					w.add("min_items: 1")
				}
				fields := w.names(w.IntN(w.size.Fields))
				w.block("fields:", func() {
					w.need("code: string len=..40")
					for _, f := range fields {
						w.field(s, f, true)
					}
				})
				w.expand(fields)
			})
		}
	})
}

// rules writes indexes and checks. Most that are drawn do not fit the fields and are left out.
func (w *writer) rules(fields []string) {
	w.block("indexes:", func() {
		for range w.IntN(3) {
			w.add("-", pick(w, []string{"title, ", "unique title, "})+pick(w, fields), pick(w, []string{"", "desc"}))
		}
	})
	w.block("checks:", func() {
		for _, name := range w.names(w.IntN(4)) {
			a, b := pick(w, fields), pick(w, fields)
			if w.chance(60) {
				a, b = "high", "low"
			}
			w.add(name+":", pick(w, []string{
				a + " < " + b, a + " >= " + b, a + " != " + b, a + " requires " + b, a + " or " + b + " must be set",
				a + " and " + b + " must be set together", "only one of " + a + " or " + b + " may be set", "exactly one of " + a + " or " + b + " must be set",
			}))
		}
	})
}

func (w *writer) methods(soft bool) {
	if w.chance(50) {
		return
	}
	words := "create get list update delete batch_get batch_create"
	if soft {
		words += " undelete"
	}
	methods := w.some(words, 80)
	w.block("methods:", func() {
		for _, m := range methods {
			w.add("-", m)
		}
	})
	w.block("validate_only:", func() {
		for _, m := range w.some("create update batch_create", 40) {
			w.add("-", m)
		}
	})
}

func (w *writer) actions(s *service, fields []string) {
	w.block("actions:", func() {
		for _, name := range w.names(w.IntN(3)) {
			w.block(name+":", func() { w.action(s, fields) })
		}
	})
}

func (w *writer) action(s *service, fields []string) {
	if w.chance(40) {
		w.add("transition: state", w.one("draft active draft,active"), "->", w.one("active gone"))
	}
	w.block("set:", func() {
		if w.chance(40) {
			w.add(pick(w, append(fields, "low"))+":", w.one("now null true 5 text 2026-01-01 1h "+s.values[0]))
		}
	})
	w.block("request:", func() {
		for _, f := range w.names(w.IntN(4)) {
			w.field(s, f, true)
		}
	})
	w.block("returns:", func() {
		for _, f := range w.names(w.IntN(4) * w.IntN(2)) {
			w.field(s, f, true)
		}
	})
}
