package bearer

import (
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4/json" // names of members have one spelling, and occur once
	"github.com/go-jose/go-jose/v4/jwt"
)

// claims are what a token says.
type claims struct {
	jwt.Claims
	all map[string]any
}

// UnmarshalJSON decodes all claims.
func (c *claims) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &c.Claims); err != nil {
		return err
	}
	return json.Unmarshal(data, &c.all)
}

// maxSession is the most characters of a session's name.
const maxSession = 64

// session returns a name for logs of the session that the token belongs to, or else of the token. It may be empty.
func (c *claims) session() string {
	name, _ := c.all["sid"].(string)
	if name == "" {
		name = c.ID
	}
	if len(name) > maxSession {
		return ""
	}
	return name
}

// roles returns those of the roles at a path of claims that known lists, in its order.
func (c *claims) roles(path string, known []string) []string {
	var value any = c.all
	if whole, ok := c.all[path]; ok { // names of claims may be URLs, with dots
		value = whole
	} else {
		for name := range strings.SplitSeq(path, ".") {
			object, _ := value.(map[string]any)
			value = object[name]
		}
	}
	var sent []string
	switch value := value.(type) {
	case string:
		sent = strings.Fields(value)
	case []any:
		for _, member := range value {
			if role, ok := member.(string); ok {
				sent = append(sent, role)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(known), func(role string) bool { return !slices.Contains(sent, role) })
}
