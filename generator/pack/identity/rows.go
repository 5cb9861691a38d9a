// Package identity is the pack of sign-in and sessions: what the service identity has beside its resources, and how the gateway calls it.
package identity

import (
	"slices"

	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Pack lists the files of sign-in.
func Pack() render.Pack {
	return render.Pack{Name: "identity", Templates: "core", Rows: rows()}
}

func rows() []render.Row {
	const from, postgres = "services/identity/", "{dir}/internal/postgres/"
	all := []render.Row{
		{Template: "proto/session.proto.tmpl", Path: "proto/{protoroot}/identity/v1/session.proto", Class: render.Owned},
		{Template: from + "domain/sign_in.gen.go.tmpl", Path: "{dir}/internal/{package}/sign_in.gen.go", Class: render.Owned},
		{Template: from + "domain/sign_in.go.tmpl", Path: "{dir}/internal/{package}/sign_in.go", Class: render.Seeded},
		{Template: from + "postgres/queries/sign_in.gen.sql.tmpl", Path: postgres + "queries/sign_in.gen.sql", Class: render.Owned},
		{Template: from + "postgres/sign_in.gen.go.tmpl", Path: postgres + "sign_in.gen.go", Class: render.Owned},
		{Template: from + "postgres/session.gen.go.tmpl", Path: postgres + "session.gen.go", Class: render.Owned},
		{Template: from + "postgres/administer.gen.go.tmpl", Path: postgres + "administer.gen.go", Class: render.Owned},
		{Template: from + "rpc/session.gen.go.tmpl", Path: "{dir}/internal/rpc/session.gen.go", Class: render.Owned},
		{Template: from + "app/sign_in.gen.go.tmpl", Path: "{dir}/app/sign_in.gen.go", Class: render.Owned},
	}
	passwords := []render.Row{
		{Template: from + "domain/password.gen.go.tmpl", Path: "{dir}/internal/{package}/password.gen.go", Class: render.Owned},
		{Template: from + "domain/password.go.tmpl", Path: "{dir}/internal/{package}/password.go", Class: render.Seeded},
		{Template: from + "postgres/queries/password.gen.sql.tmpl", Path: postgres + "queries/password.gen.sql", Class: render.Owned},
		{Template: from + "postgres/password.gen.go.tmpl", Path: postgres + "password.gen.go", Class: render.Owned},
		{Template: from + "rpc/password.gen.go.tmpl", Path: "{dir}/internal/rpc/password.gen.go", Class: render.Owned},
		{Template: from + "app/passwords.gen.go.tmpl", Path: "{dir}/app/passwords.gen.go", Class: render.Owned},
		{Template: from + "app/letters.go.tmpl", Path: "{dir}/app/letters.go", Class: render.Seeded},
	}
	for i := range all {
		all[i].Each, all[i].When = render.PerService, func(v render.View) bool { return v.Service.IsIdentity() }
	}
	all = append(all, render.Row{
		Template: from + "service.yaml.tmpl", Path: "{dir}/service.yaml", Class: render.Seeded, Each: render.PerService,
		When: func(v render.View) bool { return v.Service.IsIdentity() && v.Service.SpecPath != spec.WorkspaceFile },
	}, render.Row{
		Template: from + "app/deletion.gen.go.tmpl", Path: "{dir}/app/deletion.gen.go", Class: render.Owned, Each: render.PerService,
		When: func(v render.View) bool { return v.Service.DeletesSelf() },
	})
	for i := range passwords {
		passwords[i].Each, passwords[i].When = render.PerService, func(v render.View) bool { return v.Service.IsIdentity() && v.Password }
	}
	return slices.Concat(all, passwords, []render.Row{
		{
			Template: "services/gateway/app/identity.gen.go.tmpl", Path: "services/gateway/app/identity.gen.go", Class: render.Owned,
			When: func(v render.View) bool { return v.HasSessions() },
		},
		{
			Template: "services/gateway/app/passwords.gen.go.tmpl", Path: "services/gateway/app/passwords.gen.go", Class: render.Owned,
			When: func(v render.View) bool { return v.Password },
		},
	})
}
