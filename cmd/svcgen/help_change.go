package main

const renameHelp = `give a field, a resource, a service or a value of an enum another name: in the
spec, wherever it refers to it, and in all that follows from it. Data stay: a
migration renames the column or the table. Your files and edits move along.
Clients of the API have to follow: most of it is refused without --breaking.`

const renameExamples = `  svcgen rename field catalog product note remark
  svcgen rename resource catalog product item
  svcgen rename service orders billing
  svcgen rename value catalog product status archived retired`

const removeHelp = `take a field, a resource, a service or a value of an enum out of the spec, and
generate what follows. The spec remembers it under removed:, numbers of protobuf
are never used again. Data are deleted by a migration, when that runs. Clients
of the API have to follow: most of it is refused without --breaking.`

const removeExamples = `  svcgen remove field catalog product note
  svcgen remove resource catalog product
  svcgen remove service orders
  svcgen remove value catalog product status archived --instead active`

// changeHelp is the help of `rename` and `remove` for each kind of thing.
var changeHelp = map[string]string{
	"rename field": `give a field another name in services/SERVICE/service.yaml: the field, indexes
that hold it, and renamed_from, so that its data stay. Then generate.`,
	"rename resource": `give a resource another name in services/SERVICE/service.yaml: the resource,
fields that refer to it, and renamed_from, so that its data stay. Then generate:
its files move, with your edits.`,
	"rename service": `move services/SERVICE to its new name, with all that stands in it, yours and
svcgen's, and generate. Its database keeps its name.`,
	"rename value": `give a value of an enum another name: in the enum, and where it is a default. A
migration renames it in the data. An enum with a name of its own is meant with
svcgen rename value SERVICE ENUM VALUE NEW.`,
	"remove field": `take fields out of services/SERVICE/service.yaml, with the comments above them
and the indexes that hold them, and generate. The migration that deletes their
data is marked as destructive; nothing is lost before it runs.`,
	"remove resource": `take a resource out of services/SERVICE/service.yaml and generate. What refers
to it has to go first. The migration that drops its table is marked as
destructive; nothing is lost before it runs. Files that you have edited stay.`,
	"remove service": `delete services/SERVICE and generate. Files that you have edited stay, and so
does its database: drop it when nobody needs it any more.`,
	"remove value": `take a value out of an enum and generate. With --instead, what has the value
gets another one; without, the migration fails as long as anything has it. An
enum with a name of its own is meant with
svcgen remove value SERVICE ENUM VALUE.`,
}

var changeExamples = map[string]string{
	"rename field":    `  svcgen rename field catalog product note remark`,
	"rename resource": `  svcgen rename resource catalog product item`,
	"rename service":  `  svcgen rename service orders billing`,
	"rename value": `  svcgen rename value catalog product status archived retired
  svcgen rename value catalog product_status archived retired`,
	"remove field": `  svcgen remove field catalog product note
  svcgen remove field catalog product note image --dry-run`,
	"remove resource": `  svcgen remove resource catalog product`,
	"remove service":  `  svcgen remove service orders`,
	"remove value": `  svcgen remove value catalog product status archived --instead active
  svcgen remove value catalog product_status archived`,
}
