// Command pricing-api serves the pricing service.
package main

import "example.com/meter/services/pricing/app"

func main() {
	app.Program().Main()
}
