// Command gateway serves the REST API of all services.
package main

import "example.com/fleet/services/gateway/app"

func main() {
	app.Program().Main()
}
