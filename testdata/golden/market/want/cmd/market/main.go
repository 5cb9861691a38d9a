// Command market runs everything in one process: the services and the gateway, which calls them without a network.
package main

import "example.com/market/cmd/market/stack"

func main() {
	stack.Program().Main()
}
