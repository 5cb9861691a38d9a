package fakekafka

import (
	"context"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// CreateTopics creates topics that somebody else creates in production, unless they are there already.
func CreateTopics(address string, topics ...string) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(address))
	if err != nil {
		return fmt.Errorf("create topics: %w", err)
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	admin := kadm.NewClient(client)
	found, err := admin.ListTopics(ctx)
	if err != nil {
		return fmt.Errorf("create topics: %w", err)
	}
	for _, topic := range topics {
		if found.Has(topic) {
			continue
		}
		if _, err := admin.CreateTopic(ctx, 1, 1, nil, topic); err != nil {
			return fmt.Errorf("create topic %s: %w", topic, err)
		}
	}
	return nil
}
