package merge

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/toolchain"
)

// Commit is a commit with the name that a person knows it by.
type Commit struct{ ID, Name string }

// Operation is the merge, rebase or cherry-pick that git is in: it brings the changes from Base to Theirs into Ours.
type Operation struct {
	Kind               string // merge, rebase, cherry-pick; "merged" if git is done and HEAD is the merge
	Base, Ours, Theirs Commit
	Unmerged           []string // files that git left in conflict
	stages             map[string]string
	Next               string // the command that goes on
	product            string // the tree that git wrote to disk, "" if it is not known
}

// Done reports whether git has committed the merge already.
func (o *Operation) Done() bool { return o.Kind == "merged" }

// NothingError says that git is not in the middle of something that svcgen could help with.
type NothingError struct{ Reason, Hint string }

func (e *NothingError) Error() string { return e.Reason }

// Find tells what git is doing. The error is a *NothingError if that is nothing, or nothing that is supported.
func Find(ctx context.Context, git *toolchain.Git) (*Operation, error) {
	stages, err := git.Unmerged(ctx)
	if err != nil {
		return nil, err
	}
	unmerged := slices.Sorted(maps.Keys(stages))
	head := git.Commit(ctx, "HEAD")
	o := &Operation{Unmerged: unmerged, stages: stages, product: git.Product(ctx)}
	switch {
	case head == "":
		return nil, &NothingError{"nothing to merge: there is no commit yet", ""}
	case git.Commit(ctx, "REVERT_HEAD") != "":
		return nil, &NothingError{"svcgen merge does not resolve a git revert", "git revert --abort; then undo the change in the spec, and run svcgen generate"}
	case git.Commit(ctx, "REBASE_HEAD") != "" && git.Rebasing(ctx):
		o.Kind, o.Theirs.ID, o.Next = "rebase", git.Commit(ctx, "REBASE_HEAD"), "git rebase --continue"
	case git.Commit(ctx, "CHERRY_PICK_HEAD") != "":
		o.Kind, o.Theirs.ID, o.Next = "cherry-pick", git.Commit(ctx, "CHERRY_PICK_HEAD"), "git cherry-pick --continue"
	case git.Commit(ctx, "MERGE_HEAD") != "":
		o.Kind, o.Theirs.ID, o.Next = "merge", git.Commit(ctx, "MERGE_HEAD"), "git commit"
	case len(unmerged) > 0:
		return nil, &NothingError{
			"svcgen merge resolves merges, rebases and cherry-picks, not git stash pop or git checkout -m",
			"git reset --merge puts the files back; git stash branch NAME then makes a branch of the stash, to be merged",
		}
	default:
		parents := git.Parents(ctx, head)
		if len(parents) != 2 {
			return nil, &NothingError{"nothing to merge: git is in no merge, rebase or cherry-pick", ""}
		}
		o.Kind, o.Theirs.ID, head, o.product = "merged", parents[1], parents[0], ""
	}
	o.Ours = Commit{head, git.Name(ctx, head)}
	o.Theirs.Name = git.Name(ctx, o.Theirs.ID)
	if o.Kind == "merge" || o.Done() {
		if branch := git.Branch(ctx); branch != "" {
			o.Ours.Name = branch
		}
		o.Base.ID = git.MergeBase(ctx, head, o.Theirs.ID)
	} else if parents := git.Parents(ctx, o.Theirs.ID); len(parents) > 0 {
		o.Base.ID = parents[0]
	}
	o.Base.Name = "their common ancestor"
	return o, nil
}

// Deployed tells which side's migrations may have run somewhere: "theirs" if the default branch is merged into another branch, else
// "ours", the branch that is merged into.
func (o *Operation) Deployed(ctx context.Context, git *toolchain.Git) string {
	if o.Kind != "merge" && !o.Done() {
		return "ours"
	}
	upstream := git.Upstream(ctx)
	_, local, _ := strings.Cut(upstream, "/")
	for _, trunk := range []string{local, upstream, "main", "master"} {
		commit := ""
		if trunk != "" {
			commit = git.Commit(ctx, trunk)
		}
		switch {
		case commit == "":
			continue
		case trunk == o.Ours.Name, git.Contains(ctx, commit, o.Ours.ID):
			return "ours"
		case git.Contains(ctx, commit, o.Theirs.ID):
			return "theirs"
		}
	}
	return "ours"
}
