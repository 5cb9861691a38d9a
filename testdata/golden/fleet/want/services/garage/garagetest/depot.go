package garagetest

import "example.com/fleet/services/garage/internal/garage"

// adaptDepot changes depot i (0–2) of the generated tests so that it keeps the rules of checkDepot and of your own
// migrations: sample.X = …. Every generated test takes its values from these three, and works out from them what it expects. Tests
// create each, change 0 into 1 and 1 into 2, and change one field of 0 alone. Keep the values of different samples different.
func adaptDepot(i int, sample *garage.Depot) {}
