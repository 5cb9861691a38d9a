// Command diary-worker moves and handles the events of the diary service.
package main

import "example.com/diary/services/diary/app"

func main() {
	app.WorkerProgram().Main()
}
