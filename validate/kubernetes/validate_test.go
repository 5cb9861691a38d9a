// Package kubernetes renders the Kubernetes pack of the golden workspaces, and holds what comes out against the types of Kubernetes. It is a
// module of its own, so that svcgen does not depend on them.
package kubernetes

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

const golden = "../../testdata/golden"

// overlays are the directories of the overlays of the golden workspaces that have the pack.
func overlays(t *testing.T) []string {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(golden, "*", "want", "deploy", "k8s", "overlays", "*"))
	if err != nil || len(dirs) < 6 {
		t.Fatalf("overlays: %v, %v", dirs, err)
	}
	return dirs
}

func render(t *testing.T, files filesys.FileSystem, dir string) resmap.ResMap {
	t.Helper()
	all, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// typed decodes an object into the type of its kind. What the type does not have is an error.
func typed(t *testing.T, r *resource.Resource) any {
	t.Helper()
	object, ok := map[string]any{
		"Deployment":              &appsv1.Deployment{},
		"Service":                 &corev1.Service{},
		"ConfigMap":               &corev1.ConfigMap{},
		"Secret":                  &corev1.Secret{},
		"Job":                     &batchv1.Job{},
		"CronJob":                 &batchv1.CronJob{},
		"HorizontalPodAutoscaler": &autoscalingv2.HorizontalPodAutoscaler{},
		"PodDisruptionBudget":     &policyv1.PodDisruptionBudget{},
		"NetworkPolicy":           &networkingv1.NetworkPolicy{},
		"PodMonitor":              &podMonitor{},
	}[r.GetKind()]
	if !ok {
		t.Fatalf("no type for %s", r.GetKind())
	}
	text, err := r.AsYAML()
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalStrict(text, object); err != nil {
		t.Errorf("%s %s: %v", r.GetKind(), r.GetName(), err)
	}
	return object
}

// podMonitor is what the pack uses of the type of Prometheus' operator.
type podMonitor struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   any    `json:"metadata"`
	Spec       struct {
		Selector struct {
			MatchLabels map[string]string `json:"matchLabels"`
		} `json:"selector"`
		PodMetricsEndpoints []struct {
			Port string `json:"port"`
			Path string `json:"path"`
		} `json:"podMetricsEndpoints"`
	} `json:"spec"`
}

// TestOverlays renders each overlay of each workspace.
func TestOverlays(t *testing.T) {
	for _, dir := range overlays(t) {
		t.Run(strings.TrimPrefix(dir, golden+"/"), func(t *testing.T) {
			checkAll(t, render(t, filesys.MakeFsOnDisk(), dir))
		})
	}
}

// with renders an overlay of a golden workspace with more components than it has.
func with(t *testing.T, workspace, overlay string, components ...string) resmap.ResMap {
	t.Helper()
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(filepath.Join(golden, workspace, "want", "deploy"))); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(copied, "k8s", "overlays", overlay)
	path := filepath.Join(dir, "kustomization.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const after = "\nimages:"
	var more strings.Builder
	for _, name := range components {
		more.WriteString("\n  - ../../components/" + name)
	}
	if bytes.Count(text, []byte(after)) != 1 {
		t.Fatalf("%s has no place for components", path)
	}
	text = bytes.Replace(text, []byte(after), []byte(more.String()+after), 1)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return render(t, filesys.MakeFsOnDisk(), dir)
}

// TestTLSComponent renders each combination of components with certificates: each program has them, and so have the jobs.
func TestTLSComponent(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(golden, "*", "want", "deploy", "k8s", "components"))
	if err != nil || len(dirs) < 4 {
		t.Fatalf("components: %v, %v", dirs, err)
	}
	cronJobs := 0
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var others []string
		for _, e := range entries {
			if e.Name() != "tls" {
				others = append(others, e.Name())
			}
		}
		for set := range 1 << len(others) {
			var components []string
			for i, name := range others {
				if set&(1<<i) != 0 {
					components = append(components, name)
				}
			}
			t.Run(strings.TrimPrefix(dir, golden+"/")+"/"+strings.Join(components, "+"), func(t *testing.T) {
				all := renderComponents(t, dir, append(components, "tls"))
				checkAll(t, all)
				started := checkCertificates(t, all)
				cronJobs += started
				if slices.Contains(components, "cronjobs") != (started > 0) {
					t.Errorf("%d CronJobs", started)
				}
			})
		}
	}
	if cronJobs == 0 {
		t.Error("no golden workspace has CronJobs")
	}
}

// renderComponents renders the base of a workspace with components.
func renderComponents(t *testing.T, dir string, components []string) resmap.ResMap {
	t.Helper()
	files := filesys.MakeFsInMemory()
	root := filepath.Dir(dir)
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return files.WriteFile(filepath.Join("/k8s", strings.TrimPrefix(path, root)), data)
	})
	if err != nil {
		t.Fatal(err)
	}
	text := "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\ncomponents:\n"
	for _, name := range components {
		text += "  - ../components/" + name + "\n"
	}
	if err := files.WriteFile("/k8s/all/kustomization.yaml", []byte(text)); err != nil {
		t.Fatal(err)
	}
	return render(t, files, "/k8s/all")
}

// checkCertificates wants each pod to have the certificates, and returns the number of CronJobs.
func checkCertificates(t *testing.T, all resmap.ResMap) (cronJobs int) {
	t.Helper()
	for _, r := range all.Resources() {
		var pod corev1.PodSpec
		switch o := typed(t, r).(type) {
		case *appsv1.Deployment:
			pod = o.Spec.Template.Spec
		case *batchv1.Job:
			pod = o.Spec.Template.Spec
		case *batchv1.CronJob:
			pod = o.Spec.JobTemplate.Spec.Template.Spec
			cronJobs++
		case *corev1.ConfigMap:
			if o.Data["TLS_DIR"] != "/tls" {
				t.Errorf("TLS_DIR is %q", o.Data["TLS_DIR"])
			}
			continue
		default:
			continue
		}
		if len(pod.Volumes) != 1 || pod.Volumes[0].Secret.SecretName != "internal-tls" || len(pod.Containers[0].VolumeMounts) != 1 {
			t.Errorf("%s %s has no certificates", r.GetKind(), r.GetName())
		}
	}
	return cronJobs
}

// checkAll holds the objects of an overlay against their types and against each other.
func checkAll(t *testing.T, all resmap.ResMap) {
	t.Helper()
	names, pods := map[string]bool{}, map[string]corev1.PodTemplateSpec{} // "Secret x"; by the label app.kubernetes.io/name
	var policies []*networkingv1.NetworkPolicy
	for _, r := range all.Resources() {
		for _, problem := range validation.IsDNS1123Subdomain(r.GetName()) {
			t.Errorf("%s %s: %s", r.GetKind(), r.GetName(), problem)
		}
		names[r.GetKind()+" "+r.GetName()] = true
		switch o := typed(t, r).(type) {
		case *appsv1.Deployment:
			pods[o.Spec.Template.Labels[label]] = o.Spec.Template
			checkPod(t, o.Name, o.Spec.Template.Spec)
			checkProbes(t, o.Name, o.Spec.Template.Spec.Containers[0])
		case *batchv1.Job:
			pods[o.Spec.Template.Labels[label]] = o.Spec.Template
			checkPod(t, o.Name, o.Spec.Template.Spec)
		case *batchv1.CronJob:
			checkPod(t, o.Name, o.Spec.JobTemplate.Spec.Template.Spec)
			checkCronJob(t, o, all)
		case *networkingv1.NetworkPolicy:
			policies = append(policies, o)
		case *autoscalingv2.HorizontalPodAutoscaler:
			if !slices.ContainsFunc(all.Resources(), func(r *resource.Resource) bool {
				return r.GetKind() == "Deployment" && r.GetName() == o.Spec.ScaleTargetRef.Name
			}) {
				t.Errorf("%s scales %s", o.Name, o.Spec.ScaleTargetRef.Name)
			}
		}
	}
	for name, pod := range pods {
		for _, from := range pod.Spec.Containers[0].EnvFrom {
			if from.ConfigMapRef != nil && !names["ConfigMap "+from.ConfigMapRef.Name] {
				t.Errorf("%s: there is no ConfigMap %s", name, from.ConfigMapRef.Name)
			}
		}
		if len(policies) > 0 && !slices.ContainsFunc(policies, func(p *networkingv1.NetworkPolicy) bool {
			return p.Spec.PodSelector.MatchLabels[label] == name
		}) {
			t.Errorf("no policy for %s", name)
		}
	}
	checkCalls(t, policies)
}

// checkPod wants what the restricted profile of Pod Security asks for, and limits.
func checkPod(t *testing.T, name string, pod corev1.PodSpec) {
	t.Helper()
	c := pod.Containers[0]
	own, all := c.SecurityContext, pod.SecurityContext
	if !*all.RunAsNonRoot || *all.RunAsUser == 0 || all.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault ||
		*own.AllowPrivilegeEscalation || !*own.ReadOnlyRootFilesystem || !slices.Equal(own.Capabilities.Drop, []corev1.Capability{"ALL"}) ||
		*pod.AutomountServiceAccountToken || *pod.EnableServiceLinks {
		t.Errorf("%s is not restricted", name)
	}
	if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
		t.Errorf("%s has no limits", name)
	}
}

func checkProbes(t *testing.T, name string, c corev1.Container) {
	t.Helper()
	ports := map[string]bool{}
	for _, p := range c.Ports {
		ports[p.Name] = true
	}
	for path, probe := range map[string]*corev1.Probe{"/livez": c.LivenessProbe, "/readyz": c.ReadinessProbe} {
		if probe == nil || probe.HTTPGet.Path != path || !ports[probe.HTTPGet.Port.StrVal] {
			t.Errorf("%s has no probe of %s", name, path)
		}
	}
}

// checkCalls wants every call that a policy lets out to be let in by the other one.
func checkCalls(t *testing.T, policies []*networkingv1.NetworkPolicy) {
	t.Helper()
	in := map[string][]string{} // who may call, by who is called
	for _, p := range policies {
		for _, rule := range p.Spec.Ingress {
			for _, from := range rule.From {
				if from.NamespaceSelector == nil {
					in[p.Name] = append(in[p.Name], from.PodSelector.MatchLabels[label])
				}
			}
		}
	}
	calls := 0
	for _, p := range policies {
		for _, rule := range p.Spec.Egress {
			for _, to := range rule.To {
				if to.NamespaceSelector != nil {
					continue
				}
				calls++
				if called := to.PodSelector.MatchLabels[label]; !slices.Contains(in[called], p.Name) {
					t.Errorf("%s may call %s, which does not let it in", p.Name, called)
				}
			}
		}
	}
	want := 0
	for _, callers := range in {
		want += len(callers)
	}
	if calls != want {
		t.Errorf("%d calls go out, %d come in", calls, want)
	}
}
