// Command library-api serves the library service.
package main

import "example.com/library/services/library/app"

func main() {
	app.Program().Main()
}
