package jobrun

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/job"
)

// retention is how long what is known of a run is kept.
const retention = 90 * 24 * time.Hour

// Run is a run of a job.
type Run = job.Run

// Database is a pool, a connection or a transaction.
type Database interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// errOvertaken says that another process has done a part of the run, or all of it, although this one was to be alone.
var errOvertaken = errors.New("another process goes on with the run")

// SaveNext stores where a run goes on, in the transaction of a batch. If another process has gone on in the meantime, the error undoes
// the batch.
func SaveNext(ctx context.Context, tx Database, r *Run, next string) error {
	step := r.Step
	switch next {
	case "":
		step++
	case r.Next:
		return fmt.Errorf("job %s: a batch after %q has the same next, so it would never end", r.Job, next)
	}
	tag, err := tx.Exec(ctx, `UPDATE job_runs SET step = $1, next = $2
		WHERE job = $3 AND due_time = $4 AND step = $5 AND next = $6 AND end_time IS NULL`, step, next, r.Job, r.Due, r.Step, r.Next)
	if err == nil && tag.RowsAffected() == 0 {
		return errOvertaken
	}
	return err
}

// begin notes that an attempt of a run begins, and reads where it goes on. It returns false if the run has ended well already.
func begin(ctx context.Context, db Database, r *job.Run) (bool, error) {
	err := db.QueryRow(ctx, `INSERT INTO job_runs (job, due_time, start_time) VALUES ($1, $2, now())
		ON CONFLICT (job, due_time) DO UPDATE SET start_time = now(), end_time = NULL, error = ''
		WHERE job_runs.end_time IS NULL OR job_runs.error <> ''
		RETURNING step, next`, r.Job, r.Due).Scan(&r.Step, &r.Next)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// end notes how an attempt ended. It deletes what is known of runs of long ago, of the job and of those that the service has no more. The last run
// of a job that it has stays, however long ago it was.
func end(ctx context.Context, db Database, r *job.Run, jobs []string, failure error) error {
	_, err := db.Exec(ctx, "UPDATE job_runs SET end_time = now(), error = $1 WHERE job = $2 AND due_time = $3", told(failure), r.Job, r.Due)
	if err != nil || failure != nil {
		return err
	}
	_, err = db.Exec(ctx, "DELETE FROM job_runs WHERE (job = $1 OR job <> ALL ($3::text[])) AND due_time < $2", r.Job, r.Due.Add(-retention), jobs)
	return err
}

// told is what the table says of an error: what a client would be told. The log has all of it, which may hold values of rows.
func told(failure error) string {
	e, ok := errors.AsType[*errs.Error](failure)
	switch {
	case failure == nil:
		return ""
	case ok:
		return e.Message
	}
	for _, known := range []error{job.ErrStopped, errTimeout, errPanic} {
		if errors.Is(failure, known) {
			return known.Error()
		}
	}
	return "see the log"
}

// last is what the table knows of the last run of a job.
type last struct {
	Due      time.Time
	Start    time.Time
	End      *time.Time // of the last attempt; nil while it runs, or if it was killed
	Progress bool       // a part of the work is done
	Error    string
}

// done reports whether the run has ended well.
func (l *last) done() bool { return l.End != nil && l.Error == "" }

// unfinished reports whether a part of the work is done, and another is not.
func (l *last) unfinished() bool { return l != nil && l.Progress && !l.done() }

// lastRun finds the last run of a job; nil if there is none.
func lastRun(ctx context.Context, db Database, name string) (*last, error) {
	rows, err := db.Query(ctx, `SELECT due_time, start_time, end_time, step > 0 OR next <> '', error
		FROM job_runs WHERE job = $1 ORDER BY due_time DESC LIMIT 1`, name)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[last])
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}
