// Command orders-api serves the orders service.
package main

import "example.com/market/services/orders/app"

func main() {
	app.Program().Main()
}
