package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
)

const reference = "#/components/schemas/"

type node = map[string]any

// documents are all OpenAPI documents of a server in one. A schema is the same wherever it stands, but for a few that no resource holds:
// DeleteOptions and WatchEvent name the kinds of their document.
type documents struct {
	schemas   node
	persisted map[schema.GroupVersionKind]bool
	ambiguous map[string]bool
}

func readDocuments(folder string) (*documents, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	all := &documents{node{}, map[schema.GroupVersionKind]bool{}, map[string]bool{}}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var document struct {
			Paths      map[string]node
			Components struct{ Schemas node }
		}
		if err := json.Unmarshal(content, &document); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for name, body := range document.Components.Schemas {
			if other, ok := all.schemas[name]; ok && !reflect.DeepEqual(other, body) {
				all.ambiguous[name] = true
			}
			all.schemas[name] = body
		}
		for path, operations := range document.Paths {
			// What can be applied can be patched under its own name; a subresource stands below that.
			if patch, ok := operations["patch"].(node); ok && strings.HasSuffix(path, "/{name}") {
				all.persisted[groupVersionKind(patch["x-kubernetes-group-version-kind"])] = true
			}
		}
	}
	return all, nil
}

// kinds are the persisted resources by the name of their schema.
func (d *documents) kinds() map[string]schema.GroupVersionKind {
	found := map[string]schema.GroupVersionKind{}
	for name, body := range d.schemas {
		own, _ := body.(node)["x-kubernetes-group-version-kind"].([]any)
		for _, gvk := range own {
			if d.persisted[groupVersionKind(gvk)] && len(own) == 1 {
				found[name] = groupVersionKind(gvk)
			}
		}
	}
	return found
}

func groupVersionKind(value any) schema.GroupVersionKind {
	gvk, _ := value.(node)
	text := func(key string) string { s, _ := gvk[key].(string); return s }
	return schema.GroupVersionKind{Group: text("group"), Version: text("version"), Kind: text("kind")}
}

// reachable trims the schemas that the given ones lead to, and these.
func (d *documents) reachable(roots []string) (node, error) {
	kept := node{}
	var err error
	var visit func(name string)
	visit = func(name string) {
		if _, seen := kept[name]; seen {
			return
		}
		if d.ambiguous[name] {
			err = fmt.Errorf("%s means one thing here and another there", name)
		}
		trimmed := trim(d.schemas[name])
		kept[name] = trimmed
		for _, target := range references(trimmed) {
			visit(target)
		}
	}
	for _, root := range roots {
		visit(root)
	}
	return kept, err
}

// trim leaves what says how values are built and merged, and drops what only describes or validates them.
func trim(value any) node {
	trimmed := node{}
	for keyword, content := range value.(node) {
		switch keyword {
		case "properties":
			properties := node{}
			for name, property := range content.(node) {
				properties[name] = trim(property)
			}
			trimmed[keyword] = properties
		case "items":
			trimmed[keyword] = trim(content)
		case "additionalProperties":
			trimmed[keyword] = content
			if body, ok := content.(node); ok {
				trimmed[keyword] = trim(body)
			}
		case "allOf", "oneOf":
			var alternatives []any
			for _, alternative := range content.([]any) {
				alternatives = append(alternatives, trim(alternative))
			}
			trimmed[keyword] = alternatives
		case "type", "format", "$ref", "default", "required":
			trimmed[keyword] = content
		default:
			if strings.HasPrefix(keyword, "x-kubernetes-") {
				trimmed[keyword] = content
			}
		}
	}
	return trimmed
}

func references(value any) []string {
	var found []string
	switch v := value.(type) {
	case node:
		for key, inner := range v {
			if target, ok := inner.(string); ok && key == "$ref" {
				found = append(found, strings.TrimPrefix(target, reference))
			}
			found = append(found, references(inner)...)
		}
	case []any:
		for _, inner := range v {
			found = append(found, references(inner)...)
		}
	}
	return found
}
