package txn

import "reflect"

// Copy returns a deep copy of an entity. Only what unexported fields point to is shared.
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
		reflect.Copy(list, v) // items of an entity's lists have no exported pointers
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
