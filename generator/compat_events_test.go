package generator_test

// eventChanges are changes of events that code of the user publishes.
func eventChanges() []change {
	events := func(text string) string {
		return shop("events: {"+text+"}", resource("thing", "", "name: string"))
	}
	const (
		low  = "low: {of: ref=thing key, left: int32, note: string}"
		gone = "event of a service gone or renamed, or a field of one gone"
	)
	return []change{
		fine("event of a service added, or a field of one", thing(), events(low)),
		fine("event of a service added, or a field of one", events(low), events("low: {of: ref=thing key, left: int32, note: string, more: bool}")),
		strict(gone, events(low), thing(), "event low is gone"),
		strict(gone, events(low), events("out: {of: ref=thing key, left: int32, note: string, renamed_from: low}"), "event low is called out now"),
		strict(gone, events(low), events("low: {of: ref=thing key, left: int32}"), "low: note is gone, and consumers may read it"),
		strict("event of a service with another key", events(low), events("low: {of: uuid, left: int32, note: string key}"), "event low has the key note now, was of"),
		refused("field of an event of a service of another type", events(low), events("low: {of: ref=thing key, left: int64, note: string}"), "low: left is int64 now, was int32"),
	}
}
