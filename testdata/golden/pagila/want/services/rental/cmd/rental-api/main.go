// Command rental-api serves the rental service.
package main

import "example.com/film-rental/services/rental/app"

func main() {
	app.Program().Main()
}
