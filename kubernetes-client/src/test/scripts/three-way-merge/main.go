// Makes up Deployments (what was applied, what is wanted, what is live) and prints, a case a line, what client-side apply makes of them.
package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"strings"

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

type object = map[string]any

var names = []string{"a", "b", "c", "d"}

func pick(r *rand.Rand) []string {
	chosen := append([]string{}, names...)
	r.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
	return chosen[:1+r.Intn(3)]
}

func labels(r *rand.Rand) object {
	m := object{}
	for _, n := range pick(r) {
		m[n] = fmt.Sprintf("v%d", r.Intn(3))
	}
	return m
}

func elements(r *rand.Rand, fill func(name string) object) []any {
	list := []any{}
	for _, n := range pick(r) {
		list = append(list, fill(n))
	}
	return list
}

func container(r *rand.Rand, name string) object {
	c := object{"name": name, "image": fmt.Sprintf("%s:%d", name, r.Intn(3))}
	if r.Intn(2) == 0 {
		c["env"] = elements(r, func(n string) object { return object{"name": n, "value": fmt.Sprintf("v%d", r.Intn(3))} })
	}
	if r.Intn(3) == 0 {
		c["args"] = pick(r)
	}
	if r.Intn(3) == 0 {
		c["resources"] = object{"limits": object{"cpu": fmt.Sprintf("%d00m", 1+r.Intn(3))}}
	}
	return c
}

func deployment(r *rand.Rand) object {
	spec := object{"containers": elements(r, func(n string) object { return container(r, n) })}
	if r.Intn(2) == 0 {
		spec["volumes"] = elements(r, func(n string) object {
			source := []string{"configMap", "secret"}[r.Intn(2)]
			key := map[string]string{"configMap": "name", "secret": "secretName"}[source]
			return object{"name": n, source: object{key: fmt.Sprintf("s%d", r.Intn(2))}}
		})
	}
	if r.Intn(2) == 0 {
		spec["tolerations"] = elements(r, func(n string) object { return object{"key": n, "operator": "Exists"} })
	}
	if r.Intn(2) == 0 {
		spec["nodeSelector"] = labels(r)
	}
	strategy := object{"type": "Recreate"}
	if r.Intn(2) == 0 {
		strategy = object{"type": "RollingUpdate", "rollingUpdate": object{"maxSurge": r.Intn(3)}}
	}
	d := object{
		"apiVersion": "apps/v1", "kind": "Deployment", "metadata": object{"name": "web"},
		"spec": object{"replicas": r.Intn(4), "template": object{"metadata": object{"labels": labels(r)}, "spec": spec}},
	}
	if r.Intn(2) == 0 {
		d["spec"].(object)["strategy"] = strategy
	}
	if r.Intn(3) == 0 {
		d["metadata"].(object)["finalizers"] = pick(r)
	}
	return d
}

func text(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// What the API server takes over of a result: it knows no directives, and null is nothing.
func plain(v any) any {
	switch v := v.(type) {
	case object:
		for name, value := range v {
			if value == nil || strings.HasPrefix(name, "$") {
				delete(v, name)
			} else {
				v[name] = plain(value)
			}
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	}
	return v
}

func main() {
	schema, err := strategicpatch.NewPatchMetaFromStruct(&apps.Deployment{})
	if err != nil {
		panic(err)
	}
	for seed := int64(1); seed <= 200; seed++ {
		r := rand.New(rand.NewSource(seed))
		applied, wanted, live := text(deployment(r)), text(deployment(r)), text(deployment(r))
		switch r.Intn(3) {
		case 0:
			live = applied
		case 1:
			wanted = applied
		}
		patch, err := strategicpatch.CreateThreeWayMergePatch(applied, wanted, live, schema, true)
		if err != nil {
			panic(err)
		}
		result, err := strategicpatch.StrategicMergePatchUsingLookupPatchMeta(live, patch, schema)
		if err != nil {
			panic(err)
		}
		var merged object
		if err := json.Unmarshal(result, &merged); err != nil {
			panic(err)
		}
		if strings.Contains(string(result), `"$patch"`) {
			continue // an element that kubectl deletes out of one that it creates stays there without its fields
		}
		fmt.Println(string(text(object{
			"applied": json.RawMessage(applied), "wanted": json.RawMessage(wanted),
			"live": json.RawMessage(live), "result": plain(merged),
		})))
	}
}
