// Command forum-api serves the forum service.
package main

import "example.com/forum/services/forum/app"

func main() {
	app.Program().Main()
}
