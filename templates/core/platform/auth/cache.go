package auth

import (
	"sync"
	"time"
)

// Cache remembers values until they expire, and only the last ones: when half of its size has come in, it forgets what was not asked for
// since the half before. So strangers who send ever new keys cost a limited amount of memory.
type Cache[K comparable, V any] struct {
	half int

	mu       sync.Mutex
	now, old map[K]entry[V]
}

type entry[V any] struct {
	value  V
	expire time.Time
}

// NewCache returns a cache of at most size values.
func NewCache[K comparable, V any](size int) *Cache[K, V] {
	return &Cache[K, V]{half: max(1, size/2), now: map[K]entry[V]{}}
}

// Get returns the value of key, unless it has expired at this time or was forgotten.
func (c *Cache[K, V]) Get(key K, at time.Time) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.now[key]
	if !ok {
		if e, ok = c.old[key]; ok {
			c.put(key, e)
		}
	}
	if !ok || !at.Before(e.expire) {
		return value, false
	}
	return e.value, true
}

// Put remembers a value until a time.
func (c *Cache[K, V]) Put(key K, value V, expire time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(key, entry[V]{value, expire})
}

func (c *Cache[K, V]) put(key K, e entry[V]) {
	if _, known := c.now[key]; !known && len(c.now) >= c.half {
		c.old, c.now = c.now, make(map[K]entry[V], c.half)
	}
	c.now[key] = e
}
