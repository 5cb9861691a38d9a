package main

const rootHelp = `svcgen turns a spec into a Go microservice workspace, and keeps the two in step.

  svcgen new shop                asks what it is to hold, and makes it
  svcgen new shop -f shop.yaml   the same from a spec, without questions
  svcgen generate                after the spec was edited`

const exitCodesHelp = `what the exit codes of every command mean:

    0  done, or everything is current
    1  failed: a file could not be read or written, a tool failed
    2  wrong usage or an invalid spec; nothing was planned, nothing written
    3  not current (check, and --dry-run --exit-code)
    4  a person must decide; nothing was written
  130  cancelled with Ctrl-C; nothing was written`

const helpTemplate = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}
{{end}}{{if or .Runnable .HasSubCommands}}{{.UsageString}}{{end}}`

const usageTemplate = `{{if .Runnable}}
usage:
  {{.UseLine}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND{{end}}
{{end}}{{if .HasExample}}
examples:
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}
{{end}}{{if .HasHelpSubCommands}}
more help:{{range .Commands}}{{if .IsAdditionalHelpTopicCommand}}
  svcgen help {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
flags:
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
flags of every command:
{{.InheritedFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}
{{end}}`

const newHelp = `make a workspace in a directory that is absent or empty: one Go module with the
services of the spec, a REST gateway, migrations, tests, images.

Without --file, --example or --resource it asks, if there is a terminal.`

const newExamples = `  svcgen new shop                  asks
  svcgen new shop -f shop.yaml     from a spec; -f - reads standard input
  svcgen new shop --example shop   from a built-in spec
  svcgen new .                     beside a README and a .git
  svcgen new shop --module github.com/you/shop \
    --resource catalog/product:sku:string:unique \
    --resource catalog/product:title:string:len=..200`

const generateHelp = `after a spec was edited: write what follows from it. Files of your own are not
touched; files that both of you edit get svcgen's changes beside yours; where
both changed the same lines, nothing is written before you have decided.

marks in the summary:
  +  created   M  merged with your edits   -  deleted: svcgen's, not needed now
  ~  updated   >  moved                    !  for you to decide`

const addServiceHelp = `write services/NAME/service.yaml and generate the service, in one go.

Without --file or --resource it asks, if there is a terminal.`

const addServiceExamples = `  svcgen add service billing
  svcgen add service billing -f billing.yaml
  svcgen add service billing --resource invoice \
    --field number:string:unique --field 'total:decimal(10,2):min=0'`

const addResourceHelp = `write a resource into services/SERVICE/service.yaml, below those that are there,
and generate what follows from it. Comments, order and style of the file stay.`

const addResourceExamples = `  svcgen add resource billing payment 'amount:decimal(10,2):min=0'
  svcgen add resource billing payment invoice:ref=invoice \
    paid_at:timestamp:optional`

const addFieldHelp = `write fields into services/SERVICE/service.yaml, below those of the resource,
and generate what follows from them, a migration too. Comments, order and style
of the file stay. What is stored already needs a value: make a field optional,
or give it default= or backfill=.`

const addFieldExamples = `  svcgen add field billing invoice memo:text:optional
  svcgen add field billing invoice paid:bool:default=false \
    due:date:backfill=2026-01-31
  svcgen add field billing invoice memo:text:optional --diff`

const diffHelp = `show as a unified diff what svcgen generate would write: the same as
svcgen generate --dry-run --diff.`

const checkHelp = `tell whether the workspace is what its spec says: the spec is valid, every file
of svcgen's is as it would be generated, the migrations of each service add up
to the schema of its spec, every package compiles and vets, tests included. It
writes nothing, and tells everything that is wrong in one run.

Migrations are replayed on PostgreSQL: that of TEST_DATABASE_URL, else one that
is installed and started for a moment. Without any, sqlc reads them, which tells
of tables, columns, types and NOT NULL, but not of constraints and indexes.
Those that have not changed since they were proved are not proved again.

exit code 0: all is well; 1: it does not compile, or migrations make another
schema; 2: invalid spec; 3: not current; 4: a person must decide what became of
something. Of several, the first of 2, 4, 3, 1.

--json lists "problems", each with kind, message, and where they are known path,
line, col, hint; kind is one of spec, decide, breaking, migrations, stale,
markers, interrupted, version, compile, tool, usage, failed, cancelled.`

const explainHelp = `show what svcgen makes of a part of the spec: names in Go, protobuf and SQL,
numbers, routes, filters, constraints.`

const explainExamples = `  svcgen explain
  svcgen explain catalog
  svcgen explain catalog.product
  svcgen explain catalog.product.price --json`

const schemaHelp = `print the JSON Schema of svcgen.yaml (workspace) or of service.yaml (service).
Workspaces hold both in .svcgen/, and their specs point editors to them.`

const completionHelp = `print the completion script of a shell. It knows commands, flags, and the names
of the workspace's services, resources and fields.

  bash         source <(svcgen completion bash)     needs bash-completion
  zsh          svcgen completion zsh > "${fpath[1]}/_svcgen"
  fish         svcgen completion fish > ~/.config/fish/completions/svcgen.fish
  powershell   svcgen completion powershell | Out-String | Invoke-Expression`

const ejectHelp = `make a file that svcgen owns yours: it is never written again, and no longer
checked. The decision stands in .svcgen/manifest; commit it, and it is your
team's.`

const adoptHelp = `take back what eject or generate --keep decided: the next svcgen generate writes
the file again, or asks where it differs.`

const upgradeHelp = `bring the workspace to what this version of svcgen would write, when an older
one wrote it. Commit before, so that it is a change of its own: svcgen upgrade
--diff shows it. Edits of yours are kept as by svcgen generate.`
