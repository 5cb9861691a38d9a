// Package event holds what services tell each other: messages, and how their handlers see them.
package event

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Attributes of messages.
const (
	RequestID = "requestid" // the id of the request that led to the event
	Version   = "version"   // of the resource, which counts its changes
)

// Message is an event on its way.
type Message struct {
	ID         uuid.UUID         // of version 7, the same wherever and however often the event comes
	Topic      string            // shop.catalog.product
	Key        string            // whom it is about, such as the id of a product; events of one key keep their order
	Type       string            // shop.catalog.v1.ProductCreated: the full name of the message in Data
	Time       time.Time         // when it happened, by the clock of the publisher
	Attributes map[string]string // such as RequestID
	Data       []byte            // the message, in protobuf or JSON
}

// New returns the message of an event that happens now to a resource with an id, which has a version after it.
func New(ctx context.Context, topic string, id uuid.UUID, version int64, e proto.Message) (Message, error) {
	data, err := proto.Marshal(e)
	if err != nil {
		return Message{}, fmt.Errorf("encode %s: %w", proto.MessageName(e), err)
	}
	m := Message{
		ID: ids.New(), Topic: topic, Key: id.String(), Type: string(proto.MessageName(e)), Time: time.Now(),
		Attributes: map[string]string{Version: strconv.FormatInt(version, 10)}, Data: data,
	}
	if id := obs.RequestID(ctx); id != "" {
		m.Attributes[RequestID] = id
	}
	return m, nil
}

// JSON returns the data of the message as JSON, or why it cannot be read. What others have written is a text.
func (m Message) JSON() string {
	if m.IsJSON() {
		return string(m.Data)
	}
	data, err := decode[proto.Message](m)
	if errors.Is(err, protoregistry.NotFound) {
		return strconv.Quote(string(m.Data))
	}
	if err != nil {
		return err.Error()
	}
	return protojson.Format(data)
}

// Delivery is a message that is handed to a consumer.
type Delivery struct {
	Message
	Attempt int // 1 for the first
}

// Of is an event as its handler gets it.
type Of[T any] struct {
	ID      uuid.UUID // the same at each attempt: send it along as key of idempotency if another system must do something once
	Key     string    // whom it is about
	Time    time.Time // when it happened, by the clock of the publisher
	Attempt int       // 1 for the first
	Data    T
}

// Decoding returns what decodes a delivery for handle. S is what handle works on. If T is proto.Message, handle gets events of several types.
func Decoding[S any, T proto.Message](handle func(context.Context, S, Of[T]) error) func(context.Context, S, Delivery) error {
	return func(ctx context.Context, s S, d Delivery) error {
		data, err := decode[T](d.Message)
		if err != nil {
			return &RejectedError{Cause: err, Unreadable: true}
		}
		return handle(ctx, s, Of[T]{ID: d.ID, Key: d.Key, Time: d.Time, Attempt: d.Attempt, Data: data})
	}
}

func decode[T proto.Message](m Message) (data T, err error) {
	known, err := protoregistry.GlobalTypes.FindMessageByName(protoreflect.FullName(m.Type))
	if err != nil {
		return data, err
	}
	message := known.New().Interface()
	if m.IsJSON() {
		err = protojson.UnmarshalOptions{DiscardUnknown: true}.Unmarshal(m.Data, message) // as protobuf does
	} else {
		err = proto.Unmarshal(m.Data, message)
	}
	if err != nil {
		return data, err
	}
	data, ok := message.(T)
	if !ok {
		return data, fmt.Errorf("%s is not a %T", m.Type, data)
	}
	return data, nil
}

// RejectedError is an error that another attempt would not change.
type RejectedError struct {
	Cause      error
	Unreadable bool // the message could not be decoded
}

// Error returns the text of the cause.
func (r *RejectedError) Error() string { return r.Cause.Error() }

// Unwrap returns the cause.
func (r *RejectedError) Unwrap() error { return r.Cause }

// Reject returns an error for a handler to return if it can never handle the event. No further attempt is made.
func Reject(err error) error { return &RejectedError{Cause: err} }

// RejectionOf returns the rejection in the chain of err, or nil.
func RejectionOf(err error) *RejectedError {
	r, _ := errors.AsType[*RejectedError](err)
	return r
}
