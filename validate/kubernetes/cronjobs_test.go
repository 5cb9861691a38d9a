package kubernetes

import (
	"slices"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/kustomize/api/resmap"
)

const label = "app.kubernetes.io/name"

// TestCronJobs renders production with CronJobs: one for each job with a schedule, in place of the clocks of the deployment.
func TestCronJobs(t *testing.T) {
	all := with(t, "library", "prod", "cronjobs")
	checkAll(t, all)
	schedules := map[string]string{}
	for _, r := range all.Resources() {
		if c, ok := typed(t, r).(*batchv1.CronJob); ok {
			schedules[c.Spec.JobTemplate.Spec.Template.Spec.Containers[0].Args[0]] = c.Spec.Schedule
		}
	}
	if len(schedules) != 2 || schedules["count_books"] != "0 4 * * 0" || schedules["purge_books"] != "30 4 * * *" {
		t.Errorf("schedules: %q", schedules)
	}
}

// checkCronJob wants a CronJob to do what the deployment of its jobs does otherwise, which has no replicas: the same image with the same settings and
// secrets, under the same policies.
func checkCronJob(t *testing.T, c *batchv1.CronJob, all resmap.ResMap) {
	t.Helper()
	own := c.Spec.JobTemplate.Spec.Template
	started := own.Spec.Containers[0]
	if len(c.Name) > 52 || c.Spec.ConcurrencyPolicy != batchv1.ForbidConcurrent || *c.Spec.TimeZone != "Etc/UTC" ||
		*c.Spec.JobTemplate.Spec.ActiveDeadlineSeconds < 60 || own.Spec.RestartPolicy != corev1.RestartPolicyNever || len(started.Args) != 1 {
		t.Errorf("%s: %+v", c.Name, c.Spec)
	}
	replaced, policed := false, false
	for _, r := range all.Resources() {
		switch o := typed(t, r).(type) {
		case *appsv1.Deployment:
			clock := o.Spec.Template.Spec.Containers[0]
			if clock.Name != started.Name {
				continue
			}
			replaced = true
			if *o.Spec.Replicas != 0 {
				t.Errorf("%s runs, and so does %s", o.Name, c.Name)
			}
			if clock.Image != started.Image || !slices.EqualFunc(clock.EnvFrom, started.EnvFrom, sameSource) {
				t.Errorf("%s has %s and %v, %s has %s and %v", o.Name, clock.Image, clock.EnvFrom, c.Name, started.Image, started.EnvFrom)
			}
		case *networkingv1.NetworkPolicy:
			policed = policed || o.Spec.PodSelector.MatchLabels[label] == own.Labels[label]
		case *policyv1.PodDisruptionBudget:
			if o.Spec.Selector.MatchLabels[label] == own.Labels[label] {
				t.Errorf("%s counts the pods of %s, for which there is no budget", o.Name, c.Name)
			}
		}
	}
	if !replaced || !policed && hasPolicies(all) {
		t.Errorf("%s: replaces a deployment: %t, has a policy: %t", c.Name, replaced, policed)
	}
}

func hasPolicies(all resmap.ResMap) bool {
	for _, r := range all.Resources() {
		if r.GetKind() == "NetworkPolicy" {
			return true
		}
	}
	return false
}

func sameSource(a, b corev1.EnvFromSource) bool {
	if a.ConfigMapRef != nil && b.ConfigMapRef != nil {
		return a.ConfigMapRef.Name == b.ConfigMapRef.Name
	}
	return a.SecretRef != nil && b.SecretRef != nil && a.SecretRef.Name == b.SecretRef.Name
}
