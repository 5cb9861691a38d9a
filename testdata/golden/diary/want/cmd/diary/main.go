// Command diary runs everything in one process: the services and the gateway, which calls them without a network.
package main

import "example.com/diary/cmd/diary/stack"

func main() {
	stack.Program().Main()
}
