// Command diary-api serves the diary service.
package main

import "example.com/diary/services/diary/app"

func main() {
	app.Program().Main()
}
