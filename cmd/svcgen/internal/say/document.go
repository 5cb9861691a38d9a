package say

import (
	"encoding/json"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
)

// PlanDocument is a plan in JSON.
type PlanDocument struct {
	Counts   json.RawMessage `json:"counts"`
	Actions  json.RawMessage `json:"actions"`
	Lost     json.RawMessage `json:"lost,omitempty"`
	Problems problem.List    `json:"problems"`
}

// NewPlanDocument returns a plan in JSON, with problems in addition to its conflicts.
func NewPlanDocument(p *plan.Plan, problems problem.List) (PlanDocument, error) {
	doc := PlanDocument{Problems: problems}
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
