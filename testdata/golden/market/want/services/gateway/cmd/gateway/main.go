// Command gateway serves the REST API of all services.
package main

import "example.com/market/services/gateway/app"

func main() {
	app.Program().Main()
}
