package fakesqs

import (
	"cmp"
	"errors"
	"maps"
	"path"
	"regexp"
	"strconv"
	"time"
)

// createQueue asks for a queue that is created if it does not exist. Without attributes, it asks where the queue is.
type createQueue struct {
	QueueName  string
	Attributes map[string]string
}

var names = regexp.MustCompile(`^[A-Za-z0-9_-]{1,75}\.fifo$`)

// settable are the attributes of a queue that a client may set, and those that it has if it does not.
var settable = map[string]string{
	"FifoQueue": "false", "DeduplicationScope": "queue", "FifoThroughputLimit": "perQueue", "MessageRetentionPeriod": "345600", "MaximumMessageSize": "1048576", "RedrivePolicy": "",
}

func (s *Server) create(host string, request createQueue) (any, error) {
	if !names.MatchString(request.QueueName) || request.Attributes["FifoQueue"] != "true" {
		return nil, &fault{"InvalidParameterValue", "only FIFO queues are here; a name is at most 80 letters, digits, - and _, .fifo included"}
	}
	attributes := maps.Clone(settable)
	for name, value := range request.Attributes {
		if _, known := settable[name]; !known {
			return nil, &fault{"InvalidAttributeName", "unknown attribute " + name}
		}
		attributes[name] = value
	}
	retention, err1 := strconv.Atoi(attributes["MessageRetentionPeriod"])
	size, err2 := strconv.Atoi(attributes["MaximumMessageSize"])
	switch {
	case errors.Join(err1, err2) != nil || retention < 60 || retention > 1209600 || size < 1024 || size > 1<<20:
		return nil, &fault{"InvalidAttributeValue", "MessageRetentionPeriod must be 60 to 1209600, MaximumMessageSize 1024 to 1048576"}
	case attributes["FifoThroughputLimit"] == "perMessageGroupId" && attributes["DeduplicationScope"] != "messageGroup":
		return nil, &fault{"InvalidAttributeValue", "perMessageGroupId needs the scope messageGroup"}
	}
	s.mu.Lock()
	q := s.queues[request.QueueName]
	if q == nil {
		q = newQueue(attributes, time.Duration(retention)*time.Second, cmp.Or(s.Remembered, remembered), size)
		s.queues[request.QueueName] = q
	}
	s.mu.Unlock()
	for name, value := range request.Attributes {
		if q.attributes[name] != value {
			return nil, &fault{"QueueNameExists", "a queue of this name has another " + name}
		}
	}
	return s.find(host, request)
}

type getAttributes struct {
	about

	AttributeNames []string
}

func (s *Server) attributes(request getAttributes) (any, error) {
	q, err := s.queue(request.QueueURL)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, name := range request.AttributeNames {
		value, known := q.attributes[name]
		if !known {
			return nil, &fault{"InvalidAttributeName", "unknown attribute " + name}
		}
		if value != "" {
			found[name] = value
		}
	}
	return map[string]any{"Attributes": found}, nil
}

func (s *Server) find(host string, request createQueue) (any, error) {
	if _, err := s.queue(request.QueueName); err != nil {
		return nil, err
	}
	return map[string]string{"QueueUrl": "http://" + host + "/000000000000/" + request.QueueName}, nil
}

// queue returns the queue with a name or a URL.
func (s *Server) queue(url string) (*queue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.queues[path.Base(url)]; q != nil {
		return q, nil
	}
	return nil, &fault{"QueueDoesNotExist", "the specified queue does not exist"}
}

// about is a request for a queue. The names in JSON are those of the fields, with Url and Id: case does not matter.
type about struct{ QueueURL string }

func (s *Server) drop(request about) (any, error) {
	if _, err := s.queue(request.QueueURL); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.queues, path.Base(request.QueueURL))
	return struct{}{}, nil
}
