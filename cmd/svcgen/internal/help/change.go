package help

// The help of `rename` and `remove` themselves.
const (
	Rename = `rename a field, a resource, a service, a value of an enum, an action, a method,
a job, an event or a consumer, in the spec and in everything that is generated
from it.
Data are kept: a migration renames the column or the table. Your files and edits
move along. Most renames break clients of the API, and are refused without
--breaking.`

	RenameExamples = `  svcgen rename field catalog product note remark
  svcgen rename resource catalog product item
  svcgen rename service orders billing
  svcgen rename value catalog product status archived retired
  svcgen rename job catalog expire_drafts expire`

	Remove = `remove a field, a resource, a service, a value of an enum, an action, a method,
a job, an event or a consumer from the spec, and from everything that is
generated from it. The spec lists what has data under removed:, and a protobuf
number is never used again. A migration deletes the data when you run it. Most
removals break clients of the API, and are refused without --breaking.`

	RemoveExamples = `  svcgen remove field catalog product note
  svcgen remove resource catalog product
  svcgen remove service orders
  svcgen remove value catalog product status archived --instead active
  svcgen remove action catalog product publish`
)

// Change is the help of `rename` and `remove` for each kind of thing.
var Change = map[string]string{
	"rename field": `rename a field and what refers to it in services/SERVICE/service.yaml, add
renamed_from so that its data are kept, and generate.

A deploy that replaces programs one by one runs old and new ones together. With
--in-two-steps the old ones go on working: a migration copies the column, and a
trigger keeps both equal. When no old program runs any more, --finish drops the
old column. That is about the database. The name changes in the API too, at
once, which --breaking accepts: new programs know the new name only.`,
	"rename resource": `rename a resource and what refers to it in services/SERVICE/service.yaml, add
renamed_from so that its data are kept, and generate. Its files move, with your
edits.`,
	"rename service": `move services/SERVICE with everything in it, and generate. Its database keeps
its name.`,
	"rename value": `rename a value of an enum, and the defaults that use it. A migration renames it
in the data. If the enum has a name of its own, type
svcgen rename value SERVICE ENUM VALUE NEW.`,
	"rename action": `rename an action and the rules that name it in services/SERVICE/service.yaml,
add renamed_from so that your code is kept, and generate. Its event keeps its
name, so that consumers go on: publish becomes release as publish.`,
	"rename method": `rename a method of a service in services/SERVICE/service.yaml, add renamed_from
so that your code is kept, and generate.`,
	"rename job": `rename a job in services/SERVICE/service.yaml, add renamed_from so that its runs
and your code are kept, and generate.`,
	"rename event": `rename an event that your own code publishes, in services/SERVICE/service.yaml
and in what consumers listen to, add renamed_from, and generate. Its topic
stays. Consumers know the name that its message had, so deploy them before
publishers. Go of yours that has the name of its type is yours to change.`,
	"rename consumer": `rename a consumer in services/SERVICE/service.yaml, add renamed_from so that its
place in the events and your code are kept, and generate.`,
	"remove field": `remove fields from services/SERVICE/service.yaml, with the comments above them
and the indexes that use them, and generate. The migration that deletes their
data is marked as destructive; nothing is lost before it runs.`,
	"remove resource": `remove a resource from services/SERVICE/service.yaml and generate. Remove the
fields that refer to it first. The migration that drops its table is marked as
destructive; nothing is lost before it runs. Files that you have edited stay.`,
	"remove service": `delete services/SERVICE and generate. Files that you have edited stay, and so
does its database: drop it when nobody needs it any more.`,
	"remove value": `remove a value from an enum and generate. With --instead, rows that have the
value get another one; without, the migration fails as long as a row has it. If
the enum has a name of its own, type svcgen remove value SERVICE ENUM VALUE.`,
	"remove action": `remove an action from services/SERVICE/service.yaml, with its event and its
rule, and generate. A file with its body stays if you have edited it.`,
	"remove method": `remove a method of a service from services/SERVICE/service.yaml and generate. A
file with its body stays if you have edited it.`,
	"remove job": `remove a job from services/SERVICE/service.yaml and generate. The records of its
runs stay. A file with its body stays if you have edited it.`,
	"remove event": `remove an event that your own code publishes from
services/SERVICE/service.yaml and generate. Its name stays taken: only the same
event can have it again.`,
	"remove consumer": `remove a consumer from services/SERVICE/service.yaml and generate. Events that
wait for it stay in the inbox, and nothing handles them; if it is the last one
of its service, a migration drops the inbox. With SQS its queue stays, too:
delete it when the workers that run no longer send to it. A file with its body
stays if you have edited it.`,
}

// ChangeExamples are the examples of these commands.
var ChangeExamples = map[string]string{
	"rename field": `  svcgen rename field catalog product note remark
  svcgen rename field catalog product note remark --in-two-steps --breaking
  svcgen rename field catalog product remark --finish`,
	"rename resource": `  svcgen rename resource catalog product item`,
	"rename service":  `  svcgen rename service orders billing`,
	"rename value": `  svcgen rename value catalog product status archived retired
  svcgen rename value catalog product_status archived retired`,
	"rename action":   `  svcgen rename action catalog product publish release`,
	"rename method":   `  svcgen rename method catalog quote estimate`,
	"remove method":   `  svcgen remove method catalog quote`,
	"rename job":      `  svcgen rename job catalog expire_drafts expire`,
	"rename consumer": `  svcgen rename consumer orders forget_product drop_product`,
	"remove action":   `  svcgen remove action catalog product publish`,
	"rename event":    `  svcgen rename event catalog stock_low stock_short`,
	"remove event":    `  svcgen remove event catalog stock_low`,
	"remove job":      `  svcgen remove job catalog expire_drafts`,
	"remove consumer": `  svcgen remove consumer orders forget_product`,
	"remove field": `  svcgen remove field catalog product note
  svcgen remove field catalog product note image --dry-run`,
	"remove resource": `  svcgen remove resource catalog product`,
	"remove service":  `  svcgen remove service orders`,
	"remove value": `  svcgen remove value catalog product status archived --instead active
  svcgen remove value catalog product_status archived`,
}
