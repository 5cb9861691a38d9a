// Command sales-api serves the sales service.
package main

import "example.com/chinook/services/sales/app"

func main() {
	app.Program().Main()
}
