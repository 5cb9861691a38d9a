package fakesqs_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
)

// queue is a queue of a server, with what tests do to it.
type queue struct {
	*testing.T

	client *sqs.Client
	url    *string
}

func newQueue(t *testing.T) queue {
	t.Helper()
	url, stop, err := fakesqs.Start(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	client := sqs.New(sqs.Options{Region: "eu-central-1", BaseEndpoint: &url, Credentials: credentials.NewStaticCredentialsProvider("a", "b", "")})
	made, err := client.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("q.fifo"), Attributes: map[string]string{"FifoQueue": "true", "MaximumMessageSize": "1024"}})
	if err != nil {
		t.Fatal(err)
	}
	return queue{t, client, made.QueueUrl}
}

// send sends messages such as a1: of the group a, with the body and the deduplication ID a1.
func (q queue) send(texts ...string) {
	q.Helper()
	var entries []types.SendMessageBatchRequestEntry
	for i, text := range texts {
		entries = append(entries, types.SendMessageBatchRequestEntry{
			Id: aws.String(strconv.Itoa(i)), MessageBody: &text, MessageGroupId: aws.String(text[:1]), MessageDeduplicationId: &text,
		})
	}
	out, err := q.client.SendMessageBatch(q.Context(), &sqs.SendMessageBatchInput{QueueUrl: q.url, Entries: entries})
	if err != nil || len(out.Failed) > 0 {
		q.Fatalf("%+v, %v", out, err)
	}
}

// receive receives at most n messages, which are hidden for seconds, and wants some.
func (q queue) receive(attempt string, n, seconds int32, want ...string) []types.Message {
	q.Helper()
	out, err := q.client.ReceiveMessage(q.Context(), &sqs.ReceiveMessageInput{
		QueueUrl: q.url, MaxNumberOfMessages: n, VisibilityTimeout: seconds, ReceiveRequestAttemptId: &attempt,
	})
	if err != nil {
		q.Fatal(err)
	}
	var got []string
	for _, m := range out.Messages {
		got = append(got, aws.ToString(m.Body))
	}
	if !slices.Equal(got, want) {
		q.Fatalf("got %s, want %s", got, want)
	}
	return out.Messages
}

// delete deletes a message, and reports whether it could.
func (q queue) delete(m types.Message) bool {
	q.Helper()
	out, err := q.client.DeleteMessageBatch(q.Context(), &sqs.DeleteMessageBatchInput{
		QueueUrl: q.url, Entries: []types.DeleteMessageBatchRequestEntry{{Id: aws.String("0"), ReceiptHandle: m.ReceiptHandle}},
	})
	if err != nil {
		q.Fatal(err)
	}
	return len(out.Failed) == 0
}

// TestGroups wants the messages of a group in their order, and none while others of it are received.
func TestGroups(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	q.send("a1", "a2", "a3", "a2")
	first := q.receive("x", 2, 60, "a1", "a2")
	q.send("b1")
	q.receive("y", 10, 60, "b1")
	q.receive("z", 10, 60)
	q.receive("x", 2, 60, "a1", "a2") // its answer may not have come
	if !q.delete(first[0]) {
		t.Fatal("a1 cannot be deleted")
	}
	q.receive("z", 10, 60)
	for range 2 { // the answer may not have come
		if !q.delete(first[1]) {
			t.Fatal("a2 cannot be deleted")
		}
	}
	q.send("a1") // known
	q.receive("z", 10, 60, "a3")
}

// TestHidden wants messages that were not deleted in time before those that follow them, and their receipts to be useless.
func TestHidden(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	q.send("a1", "a2", "a3")
	late := q.receive("x", 1, 1, "a1")
	time.Sleep(1100 * time.Millisecond)
	if q.delete(late[0]) {
		t.Error("the receipt of a1 has not expired")
	}
	again := q.receive("y", 10, 60, "a1", "a2", "a3")
	if q.delete(late[0]) {
		t.Error("a1 is deleted with its former receipt")
	}
	_, err := q.client.ChangeMessageVisibilityBatch(t.Context(), &sqs.ChangeMessageVisibilityBatchInput{
		QueueUrl: q.url, Entries: []types.ChangeMessageVisibilityBatchRequestEntry{{Id: aws.String("0"), ReceiptHandle: again[2].ReceiptHandle}},
	})
	if err != nil {
		t.Fatal(err)
	}
	q.receive("z", 10, 60) // a1 and a2 are still received
}

// TestRefused wants the messages refused that SQS refuses, and others of their batch taken.
func TestRefused(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	text := func(s string) *string { return &s }
	entries := []types.SendMessageBatchRequestEntry{
		{Id: text("large"), MessageBody: text(strings.Repeat("x", 2000)), MessageGroupId: text("a"), MessageDeduplicationId: text("1")},
		{Id: text("character"), MessageBody: text("\uFFFF"), MessageGroupId: text("a"), MessageDeduplicationId: text("2")},
		{Id: text("group"), MessageBody: text("x"), MessageGroupId: text("ü"), MessageDeduplicationId: text("3")},
		{Id: text("good"), MessageBody: text("good"), MessageGroupId: text("a"), MessageDeduplicationId: text("4")},
	}
	out, err := q.client.SendMessageBatch(t.Context(), &sqs.SendMessageBatchInput{QueueUrl: q.url, Entries: entries})
	if err != nil {
		t.Fatal(err)
	}
	var refused []string
	for _, f := range out.Failed {
		refused = append(refused, aws.ToString(f.Id)+" "+aws.ToString(f.Code))
	}
	if want := []string{"large InvalidParameterValue", "character InvalidMessageContents", "group InvalidParameterValue"}; !slices.Equal(refused, want) {
		t.Errorf("refused %s, want %s", refused, want)
	}
	if m := q.receive("x", 10, 60, "good")[0]; len(m.Attributes) > 0 {
		t.Errorf("attributes %v, but none was asked for", m.Attributes)
	}
	_, err = q.client.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("r.fifo"), Attributes: map[string]string{
		"FifoQueue": "true", "FifoThroughputLimit": "perMessageGroupId",
	}})
	if err == nil {
		t.Error("a queue was created with a limit that its scope does not allow")
	}
}

// TestUnsigned refuses what no client of AWS sends.
func TestUnsigned(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	server, _, _ := strings.Cut(*q.url, "/0000")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusBadRequest {
		t.Errorf("status %d", answer.StatusCode)
	}
}
