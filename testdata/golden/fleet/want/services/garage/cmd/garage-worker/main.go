// Command garage-worker moves and handles the events of the garage service.
package main

import "example.com/fleet/services/garage/app"

func main() {
	app.WorkerProgram().Main()
}
