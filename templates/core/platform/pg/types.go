package pg

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"
)

// typed is a codec that reads and writes values of T itself, in the format that the codec within prefers: pgx goes by way of the text
// of a type that it does not know. Other Go types are left to the codec within.
type typed[T any] struct {
	pgtype.Codec
	read  func(src []byte) (T, error)               // src is nil for NULL
	write func(value T, buf []byte) ([]byte, error) // nil: the codec within does it
}

// register makes the connection of m use c for a type of PostgreSQL, and for arrays of it.
func (c *typed[T]) register(m *pgtype.Map, name string, oid, arrayOID uint32) {
	element := &pgtype.Type{Name: name, OID: oid, Codec: c}
	m.RegisterType(element)
	m.RegisterType(&pgtype.Type{Name: "_" + name, OID: arrayOID, Codec: &pgtype.ArrayCodec{ElementType: element}})
}

// PlanScan implements pgtype.Codec.
func (c *typed[T]) PlanScan(m *pgtype.Map, oid uint32, format int16, target any) pgtype.ScanPlan {
	switch target.(type) {
	case *T, **T:
		if format == c.PreferredFormat() {
			return c
		}
	}
	return c.Codec.PlanScan(m, oid, format, target)
}

// PlanEncode implements pgtype.Codec.
func (c *typed[T]) PlanEncode(m *pgtype.Map, oid uint32, format int16, value any) pgtype.EncodePlan {
	switch value.(type) {
	case *T, T:
		if format == c.PreferredFormat() && c.write != nil {
			return c
		}
	}
	return c.Codec.PlanEncode(m, oid, format, value)
}

// Scan implements pgtype.ScanPlan.
func (c *typed[T]) Scan(src []byte, target any) (err error) {
	switch target := target.(type) {
	case *T:
		*target, err = c.read(src)
	case **T:
		*target = nil
		if src != nil {
			*target = new(T)
			**target, err = c.read(src)
		}
	}
	return err
}

// Encode implements pgtype.EncodePlan.
func (c *typed[T]) Encode(value any, buf []byte) ([]byte, error) {
	if ptr, ok := value.(*T); ok {
		return c.write(*ptr, buf)
	}
	return c.write(value.(T), buf) //nolint:forcetypeassert // PlanEncode has checked it
}

// uuids reads and writes the ids of rows.
func uuids(m *pgtype.Map) {
	c := &typed[uuid.UUID]{
		Codec: pgtype.UUIDCodec{},
		read: func(src []byte) (uuid.UUID, error) {
			if src == nil {
				return uuid.Nil, nil
			}
			return uuid.FromBytes(src)
		},
		write: func(id uuid.UUID, buf []byte) ([]byte, error) { return append(buf, id[:]...), nil },
	}
	c.register(m, "uuid", pgtype.UUIDOID, pgtype.UUIDArrayOID)
}

// times reads times in UTC.
func times(m *pgtype.Map) {
	c := &typed[time.Time]{
		Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		read: func(src []byte) (time.Time, error) {
			if len(src) != 8 {
				return time.Time{}, errors.New("cannot scan NULL into *time.Time")
			}
			const epoch = 946684800                   // 2000-01-01
			us := int64(binary.BigEndian.Uint64(src)) // #nosec G115 -- the bits of a signed number
			if us == math.MaxInt64 || us == math.MinInt64 {
				return time.Time{}, errors.New("cannot scan infinity into *time.Time")
			}
			return time.Unix(epoch+us/1e6, us%1e6*1000).UTC(), nil
		},
	}
	c.register(m, "timestamptz", pgtype.TimestamptzOID, pgtype.TimestamptzArrayOID)
}
