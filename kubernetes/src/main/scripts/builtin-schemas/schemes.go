package main

import (
	"reflect"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/install"
	"k8s.io/kubernetes/pkg/api/legacyscheme"

	// What the API server imports in pkg/controlplane/import_known_versions.go: each package registers its group in legacyscheme.Scheme.
	_ "k8s.io/kubernetes/pkg/apis/admission/install"
	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/apiserverinternal/install"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/authentication/install"
	_ "k8s.io/kubernetes/pkg/apis/authorization/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/certificates/install"
	_ "k8s.io/kubernetes/pkg/apis/coordination/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/discovery/install"
	_ "k8s.io/kubernetes/pkg/apis/events/install"
	_ "k8s.io/kubernetes/pkg/apis/extensions/install"
	_ "k8s.io/kubernetes/pkg/apis/flowcontrol/install"
	_ "k8s.io/kubernetes/pkg/apis/imagepolicy/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/node/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/resource/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
	_ "k8s.io/kubernetes/pkg/apis/storagemigration/install"
)

// A kind is a resource of the API server: its Go type, and the scheme that knows its defaults.
type kind struct {
	name   string
	goType reflect.Type
	scheme *runtime.Scheme
}

// schemes are those of the three servers that kube-apiserver chains.
func schemes() []*runtime.Scheme {
	extensions, aggregator := runtime.NewScheme(), runtime.NewScheme()
	apiextensions.Install(extensions)
	apiregistration.Install(aggregator)
	return []*runtime.Scheme{legacyscheme.Scheme, extensions, aggregator}
}

// find answers false for what is no kind of the API server's own (a custom resource).
func find(known []*runtime.Scheme, name string, gvk schema.GroupVersionKind) (kind, bool) {
	for _, scheme := range known {
		if goType, ok := scheme.AllKnownTypes()[gvk]; ok {
			return kind{name, goType, scheme}, true
		}
	}
	return kind{}, false
}
