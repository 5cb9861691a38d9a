// Command catalog-worker moves and handles the events of the catalog service.
package main

import "example.com/market/services/catalog/app"

func main() {
	app.WorkerProgram().Main()
}
