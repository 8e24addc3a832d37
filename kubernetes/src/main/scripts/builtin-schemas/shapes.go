package main

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"
)

// A field is one that encoding/json writes for a struct, those of embedded structs included.
type field struct {
	name  string
	index []int
	shape string
	path  reflect.StructField
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
			fields = append(fields, field{name, []int{i}, shapeOf(f.Type, options), f})
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

// markShapes writes x-go beside every property, and answers what the Go types and the schemas do not agree on.
func markShapes(schemas node, kinds []kind) []string {
	var disagreements []string
	note := func(format string, values ...any) {
		disagreements = append(disagreements, fmt.Sprintf(format, values...))
	}
	seen := map[reflect.Type]bool{}
	named := map[string]reflect.Type{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		name := modelName(t)
		body, ok := schemas[name].(node)
		if !ok {
			note("%s: no schema %q", t, name)
			return
		}
		if other, taken := named[name]; taken {
			note("%s: both %s and %s", name, t, other)
		}
		named[name] = t
		properties, _ := body["properties"].(node)
		if custom(t) {
			note("%s: writes itself as it likes; its schema is %s", name, oneLine(body))
			if properties != nil {
				note("%s: writes itself as it likes, but has properties", name)
			}
			return
		}
		left := map[string]bool{}
		for property := range properties {
			left[property] = true
		}
		for _, f := range fieldsOf(t) {
			property, ok := properties[f.name].(node)
			if !ok {
				note("%s.%s: a field without a property", name, f.name)
				continue
			}
			delete(left, f.name)
			property["x-go"] = f.shape
			for _, held := range structsIn(f.path.Type) {
				visit(held)
			}
			if kind := f.path.Type.Kind(); (kind == reflect.Slice || kind == reflect.Map) && f.path.Type.Elem().Kind() == reflect.Pointer {
				note("%s.%s: holds pointers", name, f.name)
			}
			if held := f.path.Type; held.Kind() != reflect.Struct && held.Kind() != reflect.Pointer && custom(held) {
				note("%s.%s: %s writes itself as it likes", name, f.name, held)
			}
		}
		for property := range left {
			note("%s.%s: a property without a field", name, property)
		}
	}
	for _, k := range kinds {
		visit(k.goType)
	}
	for name := range schemas {
		if named[name] == nil {
			note("%s: a schema without a struct: %s", name, oneLine(schemas[name]))
		}
	}
	sort.Strings(disagreements)
	return disagreements
}
