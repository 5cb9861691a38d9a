package kubernetes

import (
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/templates"
)

// object is what the tests read of the objects of Kubernetes, and of a kustomization.
type object struct {
	Kind     string
	Metadata struct{ Name string }
	Spec     struct {
		Ports    []any
		Template struct {
			Spec struct {
				Containers []struct {
					EnvFrom []struct {
						SecretRef struct {
							Name     string
							Optional bool
						} `yaml:"secretRef"`
					} `yaml:"envFrom"`
				}
			}
		}
		Ingress []struct {
			From []struct {
				PodSelector struct {
					MatchLabels map[string]string `yaml:"matchLabels"`
				} `yaml:"podSelector"`
			}
		}
		Egress []struct {
			To []struct {
				PodSelector struct {
					MatchLabels map[string]string `yaml:"matchLabels"`
				} `yaml:"podSelector"`
			}
		}
	}
	SecretGenerator []struct {
		Name     string
		Literals []string
	} `yaml:"secretGenerator"`
}

// objects renders the pack, and returns what is in it by kind and name; a kustomization has its path as its name.
func objects(t *testing.T, m *model.Model) (all map[string]map[string]object, texts map[string]string) {
	t.Helper()
	m.Packs = []string{"kubernetes"}
	files, err := render.New(templates.FS, Pack()).Files(m)
	if err != nil {
		t.Fatal(err)
	}
	all, texts = map[string]map[string]object{}, map[string]string{}
	for _, f := range files {
		texts[f.Path] = string(f.Data)
		if !strings.HasSuffix(f.Path, ".yaml") {
			continue
		}
		documents := yaml.NewDecoder(strings.NewReader(string(f.Data)))
		for {
			var o object
			err := documents.Decode(&o)
			if err == io.EOF { //nolint:errorlint // the decoder returns it as it is
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Path, err)
			}
			name := o.Metadata.Name
			if o.Kind == "Kustomization" || o.Kind == "Component" {
				name = f.Path
			}
			if all[o.Kind] == nil {
				all[o.Kind] = map[string]object{}
			}
			all[o.Kind][name] = o
		}
	}
	return all, texts
}

// TestProgramsBesideAPI holds that programs of jobs and events have what those of APIs have: secrets in the overlay of development, and policies that let
// them call what their service calls. A program without ports for others has no Service, which Kubernetes would refuse.
func TestProgramsBesideAPI(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]*model.Model{"everything": rendertest.Shop(t), "jobs": rendertest.Jobs(t), "passwords": rendertest.Passwords(t)} {
		all, texts := objects(t, m)
		secrets := map[string][]string{} // the variables, by name
		for _, s := range all["Kustomization"][dir+"overlays/dev/kustomization.yaml"].SecretGenerator {
			secrets[s.Name] = s.Literals
		}
		for _, deployment := range slices.Sorted(maps.Keys(all["Deployment"])) {
			for _, from := range all["Deployment"][deployment].Spec.Template.Spec.Containers[0].EnvFrom {
				secret := from.SecretRef
				if secret.Name == "" || secret.Optional {
					continue
				}
				if _, ok := secrets[secret.Name]; !ok {
					t.Errorf("%s: %s has no secret in development", name, deployment)
				}
				if strings.HasSuffix(deployment, "-worker") != strings.Contains(strings.Join(secrets[secret.Name], " "), "EVENTS_") {
					t.Errorf("%s: %s has %q", name, deployment, secrets[secret.Name])
				}
				if !strings.Contains(texts[dir+"README.md"], " "+secret.Name+" ") {
					t.Errorf("%s: README.md does not say how to make the secret of %s", name, deployment)
				}
			}
			if _, ok := all["NetworkPolicy"][deployment]; !ok {
				t.Errorf("%s: no policy for %s", name, deployment)
			}
		}
		for service, o := range all["Service"] {
			if len(o.Spec.Ports) == 0 {
				t.Errorf("%s: the Service %s has no port", name, service)
			}
		}
		checkCalls(t, name, all["NetworkPolicy"])
	}
}

// checkCalls wants every call that a policy lets out to be let in by the other one.
func checkCalls(t *testing.T, name string, policies map[string]object) {
	t.Helper()
	const label = "app.kubernetes.io/name"
	for caller, p := range policies {
		for _, rule := range p.Spec.Egress {
			for _, to := range rule.To {
				called := to.PodSelector.MatchLabels[label]
				let := false
				for _, in := range policies[called].Spec.Ingress {
					for _, from := range in.From {
						let = let || from.PodSelector.MatchLabels[label] == caller
					}
				}
				if called != "" && !let {
					t.Errorf("%s: %s may call %s, which does not let it in", name, caller, called)
				}
			}
		}
	}
}

// TestJobsByHand holds that jobs that only people start have no deployment, which would have nothing to do.
func TestJobsByHand(t *testing.T) {
	t.Parallel()
	m := rendertest.Jobs(t)
	m.Services[0].Jobs[0].Schedule = ""
	all, _ := objects(t, m)
	if got, want := slices.Sorted(maps.Keys(all["Deployment"])), []string{"gateway", "notes"}; !slices.Equal(got, want) {
		t.Errorf("deployments: %q, want %q", got, want)
	}
	if len(all["CronJob"]) > 0 {
		t.Errorf("CronJobs: %q", slices.Sorted(maps.Keys(all["CronJob"])))
	}
}

// TestMailsInDevelopment holds that what signs people in starts in the overlay of development: it does not without somebody who takes its mails.
func TestMailsInDevelopment(t *testing.T) {
	t.Parallel()
	all, _ := objects(t, rendertest.Passwords(t))
	for _, s := range all["Kustomization"][dir+"overlays/dev/kustomization.yaml"].SecretGenerator {
		if s.Name == "identity-secrets" && !slices.Contains(s.Literals, "IDENTITY_SMTP_URL=log:") {
			t.Errorf("identity has %q", s.Literals)
		}
	}
}

// TestCronJobNames holds that Kubernetes takes the names of all CronJobs, and that two long names stay two.
func TestCronJobNames(t *testing.T) {
	t.Parallel()
	if got, want := cronJobName("order_items", "expire_drafts"), "order-items-expire-drafts"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	long := strings.Repeat("a", 40)
	one, two := cronJobName(long, long), cronJobName(long, long[:39]+"b")
	if one == two || len(one) != maxCronJobName || !strings.HasPrefix(one, long+"-aa") {
		t.Errorf("long names: %s, %s", one, two)
	}
	if got := cronJobName(long, long[:11]); got != long+"-"+long[:11] {
		t.Errorf("the longest name that is not cut: %s", got)
	}
}
