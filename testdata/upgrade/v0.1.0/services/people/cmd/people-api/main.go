// Command people-api serves the people service.
package main

import "example.com/desk/services/people/app"

func main() {
	app.Program().Main()
}
