// Command film-api serves the film service.
package main

import "example.com/film-rental/services/film/app"

func main() {
	app.Program().Main()
}
