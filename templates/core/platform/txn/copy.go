package txn

import "reflect"

// Copy returns a copy of an entity that shares no pointer and no list with it, except those within types that hide them.
func Copy[T any](entity T) T {
	var copied T
	reflect.ValueOf(&copied).Elem().Set(deepCopy(reflect.ValueOf(entity)))
	return copied
}

func deepCopy(v reflect.Value) reflect.Value {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil():
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(deepCopy(v.Elem()))
		return p
	case v.Kind() == reflect.Slice && !v.IsNil():
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v) // no item of an entity's list has pointers that it shows
		return list
	case v.Kind() == reflect.Struct:
		s := reflect.New(v.Type()).Elem()
		s.Set(v)
		for i := range s.NumField() {
			if f := s.Field(i); f.CanSet() {
				f.Set(deepCopy(v.Field(i)))
			}
		}
		return s
	}
	return v
}
