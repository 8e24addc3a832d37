package main

import (
	"reflect"
	"strings"
)

// A step leads from a value to one that it holds, and makes it if it is not there.
type step struct {
	way   way
	index []int
}

type way int

const (
	intoField way = iota
	intoPointer
	intoElement
	intoEntry
)

const entryKey = "k"

// A place is where in a kind a struct stands. On the way to it, each list has one zero element and each map one zero entry.
type place struct {
	kind   kind
	path   string
	steps  []step
	goType reflect.Type
	above  *place
}

// build is an object that is zero but for the way to the place.
func (p place) build() reflect.Value {
	object := reflect.New(p.kind.goType)
	instantiate(object.Elem(), p.steps)
	return object
}

func instantiate(value reflect.Value, steps []step) {
	if len(steps) == 0 {
		return
	}
	rest := steps[1:]
	switch steps[0].way {
	case intoField:
		instantiate(value.FieldByIndex(steps[0].index), rest)
	case intoPointer:
		value.Set(reflect.New(value.Type().Elem()))
		instantiate(value.Elem(), rest)
	case intoElement:
		value.Set(reflect.MakeSlice(value.Type(), 1, 1))
		instantiate(value.Index(0), rest)
	case intoEntry:
		entry := reflect.New(value.Type().Elem()).Elem()
		instantiate(entry, rest)
		value.Set(reflect.MakeMap(value.Type()))
		value.SetMapIndex(reflect.ValueOf(entryKey).Convert(value.Type().Key()), entry)
	}
}

// in finds the struct in an object that build made. It answers the zero Value if defaulting took it away.
func (p place) in(object reflect.Value) reflect.Value {
	value := object.Elem()
	for _, s := range p.steps {
		switch s.way {
		case intoField:
			value = value.FieldByIndex(s.index)
		case intoPointer:
			value = value.Elem()
		case intoElement:
			if value.Len() != 1 {
				return reflect.Value{}
			}
			value = value.Index(0)
		case intoEntry:
			value = value.MapIndex(reflect.ValueOf(entryKey).Convert(value.Type().Key()))
		}
		if !value.IsValid() {
			return value
		}
	}
	return value
}

// placesIn are all places of a kind. A type that holds itself is not entered a second time on one way.
func placesIn(k kind) []place {
	var found []place
	var enterStruct func(p place)
	var enter func(p place, t reflect.Type)
	enter = func(p place, t reflect.Type) {
		extended := func(w way, mark string) place {
			p.steps = append(p.steps[:len(p.steps):len(p.steps)], step{way: w})
			p.path += mark
			return p
		}
		switch t.Kind() {
		case reflect.Pointer:
			enter(extended(intoPointer, ""), t.Elem())
		case reflect.Slice:
			enter(extended(intoElement, "[]"), t.Elem())
		case reflect.Map:
			enter(extended(intoEntry, "{}"), t.Elem())
		case reflect.Struct:
			p.goType = t
			enterStruct(p)
		}
	}
	enterStruct = func(p place) {
		if custom(p.goType) {
			return
		}
		for above := p.above; above != nil; above = above.above {
			if above.goType == p.goType {
				return
			}
		}
		found = append(found, p)
		for _, f := range fieldsOf(p.goType) {
			inner := place{kind: p.kind, path: strings.TrimPrefix(p.path+"."+f.name, "."), above: &p}
			inner.steps = append(p.steps[:len(p.steps):len(p.steps)], step{intoField, f.index})
			enter(inner, f.held)
		}
	}
	enterStruct(place{kind: k, goType: k.goType})
	return found
}
