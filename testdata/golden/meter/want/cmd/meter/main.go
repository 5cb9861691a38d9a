// Command meter runs everything in one process: the services and the gateway, which calls them without a network.
package main

import "example.com/meter/cmd/meter/stack"

func main() {
	stack.Program().Main()
}
