package pg

import (
	"encoding/binary"
	"errors"
	"fmt"
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
func (c typed[T]) register(m *pgtype.Map, name string, oid, arrayOID uint32) {
	element := &pgtype.Type{Name: name, OID: oid, Codec: c}
	m.RegisterType(element)
	m.RegisterType(&pgtype.Type{Name: "_" + name, OID: arrayOID, Codec: &pgtype.ArrayCodec{ElementType: element}})
}

// PlanScan implements pgtype.Codec.
func (c typed[T]) PlanScan(m *pgtype.Map, oid uint32, format int16, target any) pgtype.ScanPlan {
	if format == c.PreferredFormat() {
		switch target.(type) {
		case *T:
			return scanValue[T](c.read)
		case **T:
			return scanPointer[T](c.read)
		}
	}
	return c.Codec.PlanScan(m, oid, format, target)
}

// PlanEncode implements pgtype.Codec.
func (c typed[T]) PlanEncode(m *pgtype.Map, oid uint32, format int16, value any) pgtype.EncodePlan {
	if format == c.PreferredFormat() && c.write != nil {
		switch value.(type) {
		case *T, T:
			return encodeValue[T](c.write)
		}
	}
	return c.Codec.PlanEncode(m, oid, format, value)
}

type scanValue[T any] func(src []byte) (T, error)

func (read scanValue[T]) Scan(src []byte, target any) error {
	to, ok := target.(*T)
	if !ok {
		return pgtype.ErrScanTargetTypeChanged
	}
	value, err := read(src)
	*to = value
	return err
}

type scanPointer[T any] func(src []byte) (T, error)

func (read scanPointer[T]) Scan(src []byte, target any) error {
	to, ok := target.(**T)
	if !ok {
		return pgtype.ErrScanTargetTypeChanged
	}
	if src == nil {
		*to = nil
		return nil
	}
	value, err := read(src)
	*to = &value
	return err
}

type encodeValue[T any] func(value T, buf []byte) ([]byte, error)

func (write encodeValue[T]) Encode(value any, buf []byte) ([]byte, error) {
	switch value := value.(type) {
	case *T:
		return write(*value, buf)
	case T:
		return write(value, buf)
	}
	return nil, fmt.Errorf("cannot encode %T", value)
}

// uuids reads and writes the ids of rows.
func uuids(m *pgtype.Map) {
	typed[uuid.UUID]{
		Codec: pgtype.UUIDCodec{},
		read: func(src []byte) (uuid.UUID, error) {
			if src == nil {
				return uuid.Nil, nil
			}
			return uuid.FromBytes(src)
		},
		write: func(id uuid.UUID, buf []byte) ([]byte, error) { return append(buf, id[:]...), nil },
	}.register(m, "uuid", pgtype.UUIDOID, pgtype.UUIDArrayOID)
}

// times reads times in UTC.
func times(m *pgtype.Map) {
	typed[time.Time]{
		Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		read: func(src []byte) (time.Time, error) {
			if len(src) != 8 {
				return time.Time{}, errors.New("cannot scan NULL into *time.Time")
			}
			const epoch = 946684800 // 2000-01-01
			us := int64(binary.BigEndian.Uint64(src))
			if us == math.MaxInt64 || us == math.MinInt64 {
				return time.Time{}, errors.New("cannot scan infinity into *time.Time")
			}
			return time.Unix(epoch+us/1e6, us%1e6*1000).UTC(), nil
		},
	}.register(m, "timestamptz", pgtype.TimestamptzOID, pgtype.TimestamptzArrayOID)
}
