// Command tickets-api serves the tickets service.
package main

import "example.com/desk/services/tickets/app"

func main() {
	app.Program().Main()
}
