// Package fakekafka is a Kafka broker within a process, for development and tests.
package fakekafka

import (
	"fmt"
	"strings"

	"github.com/twmb/franz-go/pkg/kfake"
)

// Start starts a broker, and returns its address. It keeps its topics in a directory, so that they are there when it starts again; "" keeps
// them in memory.
func Start(dir string) (address string, stop func(), err error) {
	options := []kfake.Opt{kfake.NumBrokers(1)}
	if dir != "" {
		options = append(options, kfake.DataDir(dir))
	}
	cluster, err := kfake.NewCluster(options...)
	if err != nil {
		return "", nil, fmt.Errorf("start a Kafka broker: %w", err)
	}
	return strings.Join(cluster.ListenAddrs(), ","), cluster.Close, nil
}
