package say

import (
	"encoding/json"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
)

// planDocument is a plan for programs.
type planDocument struct {
	Counts   json.RawMessage `json:"counts"`
	Actions  json.RawMessage `json:"actions"`
	Lost     json.RawMessage `json:"lost,omitempty"`
	Problems problem.List    `json:"problems"`
}

func NewPlanDocument(p *plan.Plan, problems problem.List) (planDocument, error) {
	doc := planDocument{Problems: problems}
	for _, a := range p.Conflicts() {
		doc.Problems = append(doc.Problems, problem.Conflict(a))
	}
	text, err := json.Marshal(p)
	if err != nil {
		return doc, err
	}
	return doc, json.Unmarshal(text, &struct {
		Counts, Actions, Lost *json.RawMessage
	}{&doc.Counts, &doc.Actions, &doc.Lost})
}
