// Command dispatch-worker moves and handles the events of the dispatch service.
package main

import "example.com/fleet/services/dispatch/app"

func main() {
	app.WorkerProgram().Main()
}
