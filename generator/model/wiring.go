package model

// AppVar is the variable that holds the service where all services are put together: catalogApp.
func (s *Service) AppVar() string { return lowerFirst(s.GoName) + "App" }

// ReadMethods are the full names, as constants of the protobuf package, of the methods that change nothing.
func (s *Service) ReadMethods() []string {
	var names []string
	for _, route := range s.Routes() {
		if route.Method == "GET" {
			names = append(names, s.PBPackage+"."+s.PBName+"_"+route.RPC+"_FullMethodName")
		}
	}
	return names
}
