package model

import (
	"strings"
)

// OwnProto is a proto that the user wrote.
type OwnProto struct {
	File     string       `json:"file"`    // proto/shop/booking/v1/booking.proto
	Package  string       `json:"package"` // shop.booking.v1
	Services []OwnService `json:"services,omitempty"`
}

// Under returns the methods whose routes are below a path: those of the user for a resource.
func (p OwnProto) Under(path string) []Route {
	var under []Route
	for _, s := range p.Services {
		for _, m := range s.Methods {
			if strings.HasPrefix(m.Path, path+"/") || strings.HasPrefix(m.Path, path+":") {
				under = append(under, m)
			}
		}
	}
	return under
}

// OwnService is a gRPC service that the user declares.
type OwnService struct {
	Name    string  `json:"name"`    // shop.booking.v1.BookingService
	Methods []Route `json:"methods"` // one for each route, with the full name as RPC; a method without REST has an empty Method and Path
}
