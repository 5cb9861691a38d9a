// Package civil has dates without a time of day or a time zone, such as a birthday. The zero Date is not a date.
package civil

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// Date is a day of the years 1 to 9999.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a date such as 2006-01-02.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, errors.New("civil: not a date such as 2006-01-02")
	}
	return DateOf(t), nil
}

// DateOf returns the date of t in t's location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{Year: year, Month: month, Day: day}
}

// String formats d as in 2006-01-02.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Compare returns -1 if d is before other, 1 if it is after, 0 if they are the same day.
func (d Date) Compare(other Date) int {
	return d.midnight().Compare(other.midnight())
}

// Before reports whether d is before other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is after other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// Scan implements sql.Scanner.
func (d *Date) Scan(src any) error {
	switch src := src.(type) {
	case time.Time:
		*d = DateOf(src)
		return nil
	case string:
		date, err := ParseDate(src)
		*d = date
		return err
	default:
		return fmt.Errorf("civil: cannot scan %T", src)
	}
}

// Value implements driver.Valuer.
func (d Date) Value() (driver.Value, error) {
	return d.String(), nil
}
