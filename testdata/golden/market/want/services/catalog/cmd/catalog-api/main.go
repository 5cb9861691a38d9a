// Command catalog-api serves the catalog service.
package main

import "example.com/market/services/catalog/app"

func main() {
	app.Program().Main()
}
