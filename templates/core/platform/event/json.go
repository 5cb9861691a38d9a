package event

import (
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// JSON returns the data of a message as JSON, or why it cannot be read.
func (m Message) JSON() string {
	data, err := decode[proto.Message](m)
	if err != nil {
		return err.Error()
	}
	return protojson.Format(data)
}
