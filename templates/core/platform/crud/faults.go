package crud

import (
	"errors"
	"slices"
	"strings"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// faults returns what is wrong with a message that describes an entity: its own violations and those of the entity, but none of fields that
// the server sets, because it does so later.
func faults(msg proto.Message, violations errs.Violations, entity Entity) error {
	var sent errs.Violations
	if invalid, ok := errors.AsType[*errs.Error](entity.Validate()); ok {
		for _, v := range invalid.Violations {
			sent.AddIf(!outputOnly(msg, v.Field), v.Field, v.Description)
		}
	}
	return violations.With(sent.Err())
}

// outputOnly reports whether the server alone sets the field of msg with which a path begins, such as tags[3] (AIP-203).
func outputOnly(msg proto.Message, path string) bool {
	name := path
	if end := strings.IndexAny(path, ".["); end >= 0 {
		name = path[:end]
	}
	field := msg.ProtoReflect().Descriptor().Fields().ByName(protoreflect.Name(name))
	if field == nil {
		return false
	}
	behavior, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
	return slices.Contains(behavior, annotations.FieldBehavior_OUTPUT_ONLY)
}
