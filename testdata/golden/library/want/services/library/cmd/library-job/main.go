// Command library-job runs the jobs of the library service: by their clocks, or the one that the command line names.
package main

import "example.com/library/services/library/app"

func main() {
	app.JobProgram().Main()
}
