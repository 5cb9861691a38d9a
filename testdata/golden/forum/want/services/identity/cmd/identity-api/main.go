// Command identity-api serves the identity service.
package main

import "example.com/forum/services/identity/app"

func main() {
	app.Program().Main()
}
