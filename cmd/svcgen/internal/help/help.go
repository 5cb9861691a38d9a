// Package help has the long texts of the commands' help, and their examples.
package help

// The help of the commands, and the templates of cobra that show it.
const (
	Root = `svcgen turns a spec into a Go microservice workspace, and keeps the two in step.

  svcgen new shop                asks what the workspace should contain
  svcgen new shop -f shop.yaml   creates it from a spec, without questions
  svcgen generate                updates it after you have edited the spec`

	ExitCodes = `what the exit codes of every command mean:

    0  done, or everything is current
    1  failed: a file could not be read or written, a tool failed
    2  wrong usage, an invalid spec or proto; nothing was planned or written
    3  not current (check, and --dry-run --exit-code)
    4  a person must decide; nothing was written
  130  cancelled with Ctrl-C; nothing was written`

	HelpTemplate = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}
{{end}}{{if or .Runnable .HasSubCommands}}{{.UsageString}}{{end}}`

	UsageTemplate = `{{if .Runnable}}
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

	New = `create a workspace in a new or empty directory: one Go module with the services
of the spec, a REST gateway, migrations, tests and images.

Without --file, --example or --resource it asks, if there is a terminal. What is
answered is kept: after Ctrl-C the same command continues where you stopped.`

	NewExamples = `  svcgen new shop                  asks
  svcgen new shop --edit           opens an example in your editor
  svcgen new shop -f shop.yaml     from a spec; -f - reads standard input
  svcgen new shop --example shop   from a built-in spec
  svcgen new .                     in this directory, beside what is there
  svcgen new shop --module github.com/you/shop \
    --resource catalog/product \
    --field sku:string:unique --field title:string:len=..200`

	Generate = `update the generated files after you have edited the spec. Your own files are
not touched. Files that both you and svcgen edit are merged; if both changed the
same lines, nothing is written until you decide. gen/ also has the Go code of
protos that you add below proto/.

marks in the summary:
  +  created   M  merged with your edits   -  deleted, no longer needed
  ~  updated   >  moved                    !  needs your decision

Exit codes are those of svcgen check, except 3: generate brings the tree up to
date and exits with 0. With --dry-run --exit-code it exits with 3, as check.

--watch runs until Ctrl-C, and then exits with 0. If a spec is wrong, or if you
must decide, it says so and writes nothing. Decide in another terminal, with the
command that is shown.`

	AddService = `write services/NAME/service.yaml and generate the code of the service.

Without --file or --resource it asks, if there is a terminal.`

	AddServiceExamples = `  svcgen add service billing
  svcgen add service billing -f billing.yaml
  svcgen add service billing --resource invoice \
    --field number:string:unique --field 'total:decimal(10,2):min=0'`

	AddResource = `add a resource at the end of services/SERVICE/service.yaml, and generate its
code. Comments, order and style of the file stay as they are.`

	AddResourceExamples = `  svcgen add resource billing payment 'amount:decimal(10,2):min=0'
  svcgen add resource billing payment invoice:ref=invoice \
    paid_at:timestamp:optional`

	AddField = `add fields to a resource in services/SERVICE/service.yaml, and generate their
code and a migration. Comments, order and style of the file stay as they are.
Existing rows need a value: make a field optional, or give it default= or
backfill=.`

	AddFieldExamples = `  svcgen add field billing invoice memo:text:optional
  svcgen add field billing invoice paid:bool:default=false \
    due:date:backfill=2026-01-31
  svcgen add field billing invoice memo:text:optional --diff`

	Diff = `show as a unified diff what svcgen generate would write: the same as
svcgen generate --dry-run --diff.`

	Check = `check that the workspace is what its spec says: the spec is valid, every file is
as svcgen generate would write it, the migrations of each service produce the
schema of its spec, and every package compiles and vets, tests included. check
writes nothing, and reports everything that is wrong in one run. It runs no code
of the workspace but migrations, as a role that can do nothing else.

Migrations are replayed on PostgreSQL: on the server of TEST_DATABASE_URL, whose
user may create databases and roles, or on an installed one. Without PostgreSQL,
sqlc reads them, which covers tables, columns, types and NOT NULL, but neither
constraints nor indexes. Migrations that were proved before are skipped.

exit code: that of svcgen generate if it would refuse (2: invalid spec, 4: you
must decide, 1: sqlc rejects a query); else 3 if generate would write something;
else 1 if it does not compile, or migrations produce another schema; else 0.

svcgen help json tells what --json prints.`

	Merge = `after git stopped in a merge, rebase or cherry-pick: merge the specs of the two
branches entry by entry, and generate everything else anew. Your own files stay
as git merged them. What is resolved is staged; svcgen commits nothing.

Numbers and migrations of one side stay as they are, because they may be
deployed: those of the branch that is merged into, or of the default branch if
that is merged into yours. Those of the other side get the next numbers, and
what it changed in the schema becomes one new migration. --deployed decides.

If both branches changed the same entry, svcgen asks. Without a terminal it
leaves conflict markers at that entry (exit 4): resolve them and run it again,
or answer with --ours and --theirs.

It also mends a merge commit that git made without a conflict and svcgen check
refuses. svcgen generate does the same when it finds an unfinished merge.`

	MergeExamples = `  git merge feature               git stops
  svcgen merge                    resolves, stages
  git commit                      or git rebase --continue
  svcgen merge --dry-run          what it would write
  svcgen merge --theirs catalog.product.note`

	Explain = `show what svcgen makes of a part of the spec: names in Go, protobuf and SQL,
numbers, routes, filters, constraints.`

	ExplainExamples = `  svcgen explain
  svcgen explain catalog
  svcgen explain catalog.product
  svcgen explain catalog.product.publish
  svcgen explain catalog.product.price --json`

	Schema = `print the JSON Schema of svcgen.yaml (workspace) or of service.yaml (service).
Workspaces hold both in .svcgen/, and their specs point editors to them.

For a command: the JSON Schema of what it prints with --json.`

	SchemaExamples = `  svcgen schema service
  svcgen schema check
  svcgen schema add field`

	JSON = `what commands print with --json: one document on standard output, whatever
happens. Only progress goes to standard error, and nobody is asked anything.

Every document begins with
  command     that printed it: generate, add field
  exit_code   see svcgen help exit-codes
  problems    everything that is wrong; [] if nothing is
  warnings    if there are any

A problem has a kind and a message, path, line and col if they are known, a hint
for people, and fixes for programs if svcgen knows any. A fix has an effect, and
  command     arguments to run where svcgen was run, or
  edit        of a spec: text to put from line and col up to end_line and
              end_col; the path starts at the root of the workspace
Several fixes of a problem differ in what becomes of data or edits: choose one.
After an edit run the command again: the places of other edits have changed.

What a command has found or done stands beside that. svcgen schema COMMAND
prints the JSON Schema. Later versions may add members and kinds of problems.`

	Completion = `print the completion script of a shell. It completes commands, flags, and the
names of the workspace's services, resources and fields.

  bash         source <(svcgen completion bash)     needs bash-completion
  zsh          svcgen completion zsh > "${fpath[1]}/_svcgen"
  fish         svcgen completion fish > ~/.config/fish/completions/svcgen.fish
  powershell   svcgen completion powershell | Out-String | Invoke-Expression`

	Eject = `take over a file: svcgen neither writes nor checks it any more. The decision is
recorded in .svcgen/manifest; commit that to share it.`

	Adopt = `undo eject or generate --keep: the next svcgen generate writes the file again,
or asks if it differs.`

	Upgrade = `update a workspace that an older svcgen wrote to what this version writes.
Commit your work first, so that the upgrade is a change of its own; svcgen
upgrade --diff shows it. Your edits are kept, as with svcgen generate.`
)
