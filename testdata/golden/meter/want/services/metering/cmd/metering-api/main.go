// Command metering-api serves the metering service.
package main

import "example.com/meter/services/metering/app"

func main() {
	app.Program().Main()
}
