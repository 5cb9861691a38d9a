// Command orders-worker moves and handles the events of the orders service.
package main

import "example.com/market/services/orders/app"

func main() {
	app.WorkerProgram().Main()
}
