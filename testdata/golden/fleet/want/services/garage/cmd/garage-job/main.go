// Command garage-job runs the jobs of the garage service: by their clocks, or the one that the command line names.
package main

import "example.com/fleet/services/garage/app"

func main() {
	app.JobProgram().Main()
}
