package spec

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// PacksDir is where a workspace keeps packs of its own: .svcgen/packs/<name>/pack.yaml and the templates beside it.
const PacksDir = ".svcgen/packs"

// packWords are the packs that svcgen brings.
var packWords = []string{"github-actions", "kubernetes", "observability", "devcontainer"}

// packTexts say what the packs add.
var packTexts = map[string]string{
	"github-actions": "a CI workflow: checks, tests, images and deployment",
	"kubernetes":     "a deployment with kustomize",
	"observability":  "traces and metrics, with dashboards in Compose",
	"devcontainer":   "a container to develop in",
}

// PackUse is a pack of the workspace's own that its spec names.
type PackUse struct {
	Pos  Pos
	Name string
}

// PackDocs documents the packs that svcgen brings.
func PackDocs() []WordDoc {
	docs := make([]WordDoc, len(packWords))
	for i, word := range packWords {
		docs[i] = WordDoc{Word: word, Text: packTexts[word]}
	}
	return docs
}

// PackFile is the path of the table of files of a pack of the workspace's own.
func PackFile(name string) string { return path.Join(PacksDir, name, "pack.yaml") }

// IsPackName reports whether a pack of the workspace's own can have a name.
func IsPackName(name string) bool {
	return len(name) <= maxName && packName.MatchString(name) && !slices.Contains(packWords, name) &&
		!slices.Contains(windowsDevices, name)
}

const packNamePattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

var packName = regexp.MustCompile(packNamePattern)

func (p *parse) packs(e entry) {
	for _, i := range p.words(e) {
		switch {
		case slices.Contains(p.spec.Packs, i.text):
			p.add(i.at.pos(), "", "pack %s is named twice", quote(i.text))
		case slices.Contains(packWords, i.text):
			p.spec.Packs = append(p.spec.Packs, i.text)
		case IsPackName(i.text):
			p.spec.Packs = append(p.spec.Packs, i.text)
			p.spec.OwnPacks = append(p.spec.OwnPacks, PackUse{i.at.pos(), i.text})
		default:
			p.unknown(i.at.pos(), "pack", i.text, inPacks, packWords)
		}
	}
}

// checkPackNames reports objects that would have the same name in Kubernetes, which has dashes where a spec has underscores: the job that
// migrates x is x-migrate, and so is the service x_migrate.
func (p *parse) checkPackNames() {
	if !slices.Contains(p.spec.Packs, "kubernetes") {
		return
	}
	for _, s := range p.spec.Services {
		for _, suffix := range s.besides() {
			at := slices.IndexFunc(p.spec.Services, func(other *Service) bool { return other.Name == s.Name+"_"+suffix })
			if at >= 0 {
				other := p.spec.Services[at]
				p.add(other.Pos, "rename one of them, or leave out the pack kubernetes", "in Kubernetes, services %s and %s would both have an object %s-%s", quote(s.Name), quote(other.Name), strings.ReplaceAll(s.Name, "_", "-"), suffix)
			}
		}
	}
	p.checkCronJobs()
}

// checkCronJobs reports jobs whose CronJobs would have the same name: b_c of service a, and c of service a_b.
func (p *parse) checkCronJobs() {
	type owner struct{ service, job string }
	seen := map[string]owner{}
	for _, s := range p.spec.Services {
		for _, j := range s.Jobs {
			if j.Schedule == "" {
				continue
			}
			name := strings.ReplaceAll(s.Name+"_"+j.Name, "_", "-")
			if before, ok := seen[name]; ok {
				p.add(j.Pos, "rename one of them, or leave out the pack kubernetes", "in Kubernetes, job %s of service %s and job %s of service %s would both be the CronJob %s", quote(before.job), quote(before.service), quote(j.Name), quote(s.Name), name)
			}
			seen[name] = owner{s.Name, j.Name}
		}
	}
}

// besides names what a service has beside the program of its API.
func (s *Service) besides() []string {
	names := []string{"migrate"}
	if len(s.Consumers) > 0 || s.Publishes() {
		names = append(names, "worker")
	}
	if len(s.Jobs) > 0 {
		names = append(names, "job")
	}
	return names
}

// UnknownPack is the problem of a spec that names a pack that is not there. own are the workspace's own packs.
func UnknownPack(use PackUse, own []string) Problem {
	hint := DidYouMean(use.Name, slices.Concat(packWords, own))
	if hint == "" {
		hint = "svcgen brings " + enumerate(packWords) + "; a pack of your own is in " + path.Dir(PackFile(use.Name)) + "/"
	}
	return Problem{Pos: use.Pos, Msg: "unknown pack " + quote(use.Name), Hint: hint}
}

// packsSchema allows any name, because a workspace can have packs of its own.
func packsSchema() object {
	item := object{"anyOf": []object{{"enum": packWords}, {"type": "string", "pattern": packNamePattern}}}
	text := "sets of extra files: " + strings.Join(packWords, ", ") + ", and those of your own in " + PacksDir
	return object{"type": "array", "items": item, "uniqueItems": true, "description": text}
}
