// Command fleet runs everything in one process: the services and the gateway, which calls them without a network.
package main

import "example.com/fleet/cmd/fleet/stack"

func main() {
	stack.Program().Main()
}
