package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// defaults are what the server's defaulting did at each place: by schema, then place, then field.
type defaults struct {
	bySchema map[string][]placeDefaults
	remarks  []string
}

type placeDefaults struct {
	place  place
	values map[string]string
}

// probe gives the server's defaulting one object for each place in each kind: one that is zero but for the way to that place.
func probe(kinds []kind) *defaults {
	found := &defaults{bySchema: map[string][]placeDefaults{}}
	for _, k := range kinds {
		at := map[string]map[string]string{}
		for _, p := range placesIn(k) {
			object, err := applyDefaults(p)
			if err != nil {
				found.remark("%s %s: %s", k.name, p.path, err)
				continue
			}
			defaulted := p.in(object)
			if !defaulted.IsValid() {
				found.remark("%s %s: defaulting removes it", k.name, p.path)
				continue
			}
			at[p.path] = found.changes(defaulted, p)
			name := modelName(p.goType)
			found.bySchema[name] = append(found.bySchema[name], placeDefaults{p, at[p.path]})
			found.compareAbove(object, p, at)
		}
	}
	sort.Strings(found.remarks)
	return found
}

func applyDefaults(p place) (object reflect.Value, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("defaulting panics: %v", reason)
		}
	}()
	object = p.build()
	p.kind.scheme.Default(object.Interface().(runtime.Object))
	return object, nil
}

// changes are the fields of a struct that was zero.
func (d *defaults) changes(defaulted reflect.Value, p place) map[string]string {
	values := map[string]string{}
	for _, f := range fieldsOf(p.goType) {
		if stamp, ok := defaulted.FieldByIndex(f.index).Interface().(*metav1.Time); ok && stamp != nil {
			d.remark("%s %s: the time of the request", p.kind.name, join(p.path, f.name))
		} else if value := changed(defaulted, f); value != "" {
			values[f.name] = value
		}
	}
	return values
}

// changed is what defaulting put into a field, as JSON, or "". What is below a struct that is no pointer belongs to another place.
func changed(holder reflect.Value, f field) string {
	value := holder.FieldByIndex(f.index)
	if value.IsZero() || value.Kind() == reflect.Struct && !custom(value.Type()) || unwritten(value, f) {
		return ""
	}
	return oneLine(nonZero(value))
}

// compareAbove remarks on defaults that depend on something else being set: with this place there, a struct above it gets other defaults.
func (d *defaults) compareAbove(object reflect.Value, p place, at map[string]map[string]string) {
	below := p
	for above := p.above; above != nil; below, above = *above, above.above {
		now, alone := above.in(object), at[above.path]
		if !now.IsValid() || alone == nil {
			continue
		}
		for _, f := range fieldsOf(above.goType) {
			if reflect.DeepEqual(f.index, below.steps[len(above.steps)].index) {
				continue
			}
			if text := changed(now, f); text != alone[f.name] {
				d.remark("%s: with %s, %s is %q, else %q", modelName(above.goType), strings.TrimPrefix(below.path, above.path+"."), f.name, text, alone[f.name])
			}
		}
	}
}

func (d *defaults) remark(format string, values ...any) {
	if text := fmt.Sprintf(format, values...); !slices.Contains(d.remarks, text) {
		d.remarks = append(d.remarks, text)
	}
}

// unwritten tells of an empty list or map that is not to be seen in JSON.
func unwritten(value reflect.Value, f field) bool {
	return f.shape == "value,omitempty" && (value.Kind() == reflect.Map || value.Kind() == reflect.Slice) && value.Len() == 0
}

// nonZero is a value that defaulting made, as JSON, without the fields that it left zero.
func nonZero(value reflect.Value) any {
	if value.Kind() == reflect.Pointer {
		return nonZero(value.Elem())
	}
	if custom(value.Type()) {
		return value.Interface()
	}
	switch value.Kind() {
	case reflect.Struct:
		members := node{}
		for _, f := range fieldsOf(value.Type()) {
			if inner := value.FieldByIndex(f.index); !inner.IsZero() {
				members[f.name] = nonZero(inner)
			}
		}
		return members
	case reflect.Slice:
		elements := []any{}
		for i := range value.Len() {
			elements = append(elements, nonZero(value.Index(i)))
		}
		return elements
	case reflect.Map:
		entries := node{}
		for _, key := range value.MapKeys() {
			entries[key.String()] = nonZero(value.MapIndex(key))
		}
		return entries
	}
	return value.Interface()
}

// markDefaults writes x-server-default beside a property if all places agree, and answers the others by kind and path.
func markDefaults(schemas node, found *defaults) node {
	placed := node{}
	for name, places := range found.bySchema {
		properties, _ := schemas[name].(node)["properties"].(node)
		for property, body := range properties {
			if agreed, value := agreement(places, property); agreed {
				if value != "" {
					body.(node)["x-server-default"] = json.RawMessage(value)
				}
				continue
			}
			for _, at := range places {
				if value, ok := at.values[property]; ok {
					if placed[at.place.kind.name] == nil {
						placed[at.place.kind.name] = node{}
					}
					placed[at.place.kind.name].(node)[join(at.place.path, property)] = json.RawMessage(value)
				}
			}
		}
	}
	return placed
}

func agreement(places []placeDefaults, property string) (bool, string) {
	for _, at := range places {
		if at.values[property] != places[0].values[property] {
			return false, ""
		}
	}
	return true, places[0].values[property]
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
