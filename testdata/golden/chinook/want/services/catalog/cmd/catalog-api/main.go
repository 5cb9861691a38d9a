// Command catalog-api serves the catalog service.
package main

import "example.com/chinook/services/catalog/app"

func main() {
	app.Program().Main()
}
