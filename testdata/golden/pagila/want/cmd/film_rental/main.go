// Command film_rental runs everything in one process: the services and the gateway, which calls them without a network.
package main

import "example.com/film-rental/cmd/film_rental/stack"

func main() {
	stack.Program().Main()
}
