package main

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// memberThings are the parts of a spec that have code, and no data of their own.
func memberThings() []thing {
	return []thing{
		{string(spec.ActionMember), []string{"SERVICE", "RESOURCE", "ACTION"}, "an action of a resource"},
		{string(spec.MethodMember), []string{"SERVICE", "METHOD"}, "a method of a service"},
		{string(spec.JobMember), []string{"SERVICE", "JOB"}, "a job of a service"},
		{string(spec.EventMember), []string{"SERVICE", "EVENT"}, "an event that your own code publishes"},
		{string(spec.ConsumerMember), []string{"SERVICE", "CONSUMER"}, "a consumer of a service"},
	}
}

// memberKind returns the kind of member that a thing is; "" if it is none.
func memberKind(what string) spec.MemberKind {
	if slices.ContainsFunc(memberThings(), func(t thing) bool { return t.what == what }) {
		return spec.MemberKind(what)
	}
	return ""
}

// member is what names lead to: SERVICE RESOURCE ACTION, or SERVICE NAME.
func member(kind spec.MemberKind, names []string) spec.Member {
	m := spec.Member{Kind: kind, Service: names[0], Name: names[len(names)-1]}
	if len(names) > 2 {
		m.Resource = names[1]
	}
	return m
}

// formerMember returns the name for renamed_from of a member: the one that its code has, or "" if the rename gives it back.
func formerMember(last *ledger.Ledger, s *spec.Spec, at spec.Member, to string) string {
	if known := lineage.KnownMember(last, s, at); known != to {
		return known
	}
	return ""
}
