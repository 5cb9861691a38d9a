// Command dispatch-api serves the dispatch service.
package main

import "example.com/fleet/services/dispatch/app"

func main() {
	app.Program().Main()
}
