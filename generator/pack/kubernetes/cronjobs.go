package kubernetes

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/svcgen/svcgen/generator/model"
)

// cronJob is the CronJob of a job.
type cronJob struct {
	Name     string         // catalog-expire-drafts
	Program  *model.Program // catalog-job
	Job      *model.Job
	Deadline int // seconds after which Kubernetes ends what does not end itself
}

// scheduled returns the services that have jobs with a schedule.
func scheduled(m *model.Model) []*model.Service {
	return slices.DeleteFunc(slices.Clone(m.Services), func(s *model.Service) bool { return !s.Scheduled() })
}

// cronJobs returns a CronJob for each job with a schedule.
func cronJobs(m *model.Model) []cronJob {
	var all []cronJob
	for _, s := range scheduled(m) {
		for _, j := range s.Jobs {
			if j.Schedule != "" {
				all = append(all, cronJob{cronJobName(s.Name, j.Name), s.JobProgram(), j, deadline(j)})
			}
		}
	}
	return all
}

// maxCronJobName is the length of the longest name of a CronJob: the Jobs that it makes have names of 11 characters more.
const maxCronJobName = 52

// cronJobName returns the name of the CronJob of a job. A name that is too long is cut, and ends with a hash of the whole one.
func cronJobName(service, job string) string {
	name := hostName(service) + "-" + hostName(job)
	if len(name) <= maxCronJobName {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	hash := "-" + hex.EncodeToString(sum[:4])
	return name[:maxCronJobName-len(hash)] + hash
}

// deadline returns after how many seconds a start of a job has failed. A start may have to finish an earlier run before its own, and the
// time-out of the job is for each of them; five minutes are for the node to get the image.
func deadline(j *model.Job) int { return int((2*j.Timeout + 5*time.Minute).Seconds()) }
