package main

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"
)

// A field is one that encoding/json writes for a struct, those of embedded structs included.
type field struct {
	name  string
	index []int
	shape string
	held  reflect.Type
}

// fieldsOf reads tags as encoding/json does. The types of Kubernetes mark every embedded struct as `inline` or leave out its name.
func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
		case name == "" && f.Anonymous:
			for _, inner := range fieldsOf(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				fields = append(fields, inner)
			}
		default:
			fields = append(fields, field{name, []int{i}, shapeOf(f.Type, options), f.Type})
		}
	}
	return fields
}

// shapeOf tells what decides whether a field is written. Where both options stand, the one that encoding/json heeds is named:
// omitempty does nothing for a struct, and omitzero nothing that omitempty does not do for anything else.
func shapeOf(t reflect.Type, options string) string {
	has := func(option string) bool {
		return strings.Contains(","+options+",", ","+option+",")
	}
	switch {
	case t.Kind() == reflect.Pointer && (has("omitempty") || has("omitzero")):
		return "pointer,omitempty"
	case t.Kind() == reflect.Pointer:
		return "pointer"
	case has("omitzero") && (t.Kind() == reflect.Struct || !has("omitempty")):
		return "value,omitzero"
	case has("omitempty"):
		return "value,omitempty"
	}
	return "value"
}

// modelName is the name of a type's schema, or "" for one that has none.
func modelName(t reflect.Type) string {
	if named, ok := reflect.Zero(t).Interface().(interface{ OpenAPIModelName() string }); ok {
		return named.OpenAPIModelName()
	}
	return ""
}

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

// custom tells whether a type writes itself (Quantity, Time…), so that its fields say nothing about its JSON.
func custom(t reflect.Type) bool {
	pointer := reflect.PointerTo(t)
	return pointer.Implements(jsonMarshaler) || pointer.Implements(textMarshaler)
}

// structsIn are the structs that a value of a type holds, through pointers, lists and maps.
func structsIn(t reflect.Type) []reflect.Type {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return structsIn(t.Elem())
	case reflect.Struct:
		return []reflect.Type{t}
	}
	return nil
}

// A marker writes x-go beside every property, and notes what the Go types and the schemas do not agree on.
type marker struct {
	schemas node
	types   map[string]reflect.Type
	notes   []string
}

func markShapes(schemas node, kinds []kind) []string {
	m := &marker{schemas: schemas, types: map[string]reflect.Type{}}
	for _, k := range kinds {
		m.mark(k.goType)
	}
	for name := range schemas {
		if m.types[name] == nil {
			m.note("%s: a schema without a struct: %s", name, oneLine(schemas[name]))
		}
	}
	sort.Strings(m.notes)
	return m.notes
}

func (m *marker) mark(t reflect.Type) {
	name := modelName(t)
	if other := m.types[name]; other != nil {
		if other != t {
			m.note("%s: both %s and %s", name, t, other)
		}
		return
	}
	m.types[name] = t
	body, ok := m.schemas[name].(node)
	if !ok {
		m.note("%s: no schema %q", t, name)
		return
	}
	properties, _ := body["properties"].(node)
	if custom(t) {
		m.note("%s: writes itself as it likes; its schema is %s", name, oneLine(body))
		return
	}
	fields := fieldsOf(t)
	for _, f := range fields {
		property, ok := properties[f.name].(node)
		if !ok {
			m.note("%s.%s: a field without a property", name, f.name)
			continue
		}
		property["x-go"] = f.shape
		m.noteUnusual(name, f)
		for _, inner := range structsIn(f.held) {
			m.mark(inner)
		}
	}
	for property := range properties {
		if !slices.ContainsFunc(fields, func(f field) bool { return f.name == property }) {
			m.note("%s.%s: a property without a field", name, property)
		}
	}
}

// noteUnusual tells of what neither x-go nor the name of a schema would tell. There is no such field as of Kubernetes 1.36.
func (m *marker) noteUnusual(name string, f field) {
	kind := f.held.Kind()
	if (kind == reflect.Slice || kind == reflect.Map) && f.held.Elem().Kind() == reflect.Pointer {
		m.note("%s.%s: holds pointers", name, f.name)
	}
	if kind != reflect.Struct && kind != reflect.Pointer && custom(f.held) {
		m.note("%s.%s: %s writes itself as it likes", name, f.name, f.held)
	}
}

func (m *marker) note(format string, values ...any) {
	m.notes = append(m.notes, fmt.Sprintf(format, values...))
}
