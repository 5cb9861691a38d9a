// Command garage-api serves the garage service.
package main

import "example.com/fleet/services/garage/app"

func main() {
	app.Program().Main()
}
