package protoconv

import "google.golang.org/protobuf/proto"

// Copies returns messages as messages of another type, whose fields have the same numbers and types.
func Copies[C any, To interface {
	*C
	proto.Message
}, From proto.Message](messages []From) ([]To, error) {
	copies := make([]To, len(messages))
	for i, m := range messages {
		data, err := proto.Marshal(m)
		if err != nil {
			return nil, err
		}
		copies[i] = new(C)
		if err := proto.Unmarshal(data, copies[i]); err != nil {
			return nil, err
		}
	}
	return copies, nil
}
