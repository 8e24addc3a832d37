// Answers what sigs.k8s.io/yaml, the YAML of Kubernetes, does with the inputs of the tests: see regenerate.sh.
//
//	go run . read   < cases.jsonl    fills in "json" or "error" for each "yaml"
//	go run . write  < cases.jsonl    fills in "yaml" for each "json"
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"log"
	"os"

	"sigs.k8s.io/yaml"
)

type reading struct {
	YAML  string          `json:"yaml"`
	JSON  json.RawMessage `json:"json,omitempty"`
	Error bool            `json:"error,omitempty"`
}

type writing struct {
	JSON json.RawMessage `json:"json"`
	YAML string          `json:"yaml"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for lines.Scan() {
		line := bytes.TrimSpace(lines.Bytes())
		var answer any
		if os.Args[1] == "read" {
			answer = read(line)
		} else {
			answer = write(line)
		}
		if err := out.Encode(answer); err != nil {
			log.Fatal(err)
		}
	}
}

func read(line []byte) reading {
	var given reading
	if err := json.Unmarshal(line, &given); err != nil {
		log.Fatal(err)
	}
	answer, err := yaml.YAMLToJSON([]byte(given.YAML))
	if err != nil {
		return reading{YAML: given.YAML, Error: true}
	}
	return reading{YAML: given.YAML, JSON: answer}
}

func write(line []byte) writing {
	var given writing
	if err := json.Unmarshal(line, &given); err != nil {
		log.Fatal(err)
	}
	answer, err := yaml.JSONToYAML(given.JSON)
	if err != nil {
		log.Fatal(err)
	}
	return writing{JSON: given.JSON, YAML: string(answer)}
}
