// Command builtin-schemas writes the schemas of the API server's own kinds, with what OpenAPI does not tell: how Go writes a field, and what
// the server's defaulting puts into it. Usage: builtin-schemas VERSION FOLDER > builtin.json, where FOLDER holds the OpenAPI v3 documents
// of a server of that version. What is worth knowing about the run goes to standard error.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"sort"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: builtin-schemas VERSION FOLDER")
	}
	if built := builtFrom("k8s.io/kubernetes"); built != os.Args[1] {
		log.Fatalf("the server is %s, but go.mod has the types and defaults of %s", os.Args[1], built)
	}
	all, err := readDocuments(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	known := schemes()
	var kinds []kind
	var roots []string
	for name, gvk := range all.kinds() {
		if k, ok := find(known, name, gvk); ok {
			kinds = append(kinds, k)
			roots = append(roots, name)
		} else {
			log.Printf("left out: %s is none of the server's own", gvk)
		}
	}
	sort.Slice(kinds, func(i, j int) bool { return kinds[i].name < kinds[j].name })
	schemas, err := all.reachable(roots)
	if err != nil {
		log.Fatal(err)
	}
	for name, body := range schemas {
		if !slices.Contains(roots, name) {
			delete(body.(node), "x-kubernetes-group-version-kind")
		}
	}
	for _, disagreement := range markShapes(schemas, kinds) {
		log.Print("shape: ", disagreement)
	}
	found := probe(kinds)
	for _, remark := range found.remarks {
		log.Print("default: ", remark)
	}
	placed := markDefaults(schemas, found)
	out := bufio.NewWriter(os.Stdout)
	write(out, os.Args[1], schemas, placed)
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d kinds, %d schemas", len(kinds), len(schemas))
}

func builtFrom(module string) string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return dependency.Version
		}
	}
	return ""
}

// write puts one schema on each line, so that the difference between two versions of Kubernetes can be read.
func write(out io.Writer, version string, schemas, placed node) {
	fmt.Fprint(out, "{\n\"components\": {\"schemas\": {\n")
	writeLines(out, schemas)
	fmt.Fprintf(out, "}},\n\"kubernetesVersion\": %q,\n\"placedDefaults\": {\n", version)
	writeLines(out, placed)
	fmt.Fprint(out, "}\n}\n")
}

func writeLines(out io.Writer, members node) {
	names := slices.Sorted(maps.Keys(members))
	for i, name := range names {
		comma := ","
		if i == len(names)-1 {
			comma = ""
		}
		fmt.Fprintf(out, "%q: %s%s\n", name, oneLine(members[name]), comma)
	}
}

// oneLine sorts keys, as encoding/json does for a map.
func oneLine(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		log.Fatal(err)
	}
	return string(bytes.TrimSpace(text.Bytes()))
}
