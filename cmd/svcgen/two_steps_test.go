package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// TestTwoStepsUnderLoad renames a field in two steps while clients write and read. Programs of before and after the rename serve at
// once, on one database: no request may fail, and each program reads what the other wrote. SOAK=1 takes a minute for each phase.
func TestTwoStepsUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles three programs")
	}
	phase, rows := time.Second, 20_000
	if os.Getenv("SOAK") != "" {
		phase, rows = time.Minute, 1_000_000
	}
	d := newDatabases(t)
	d.create(t, "notes")
	dir := newWorkspace(t, "--resource", oneNote)
	run(t, dir, "svcgen", "add", "field", "notes", "note", "memo:string:len=..80:filter:sort:backfill=none", "--breaking")
	run(t, dir, "svcgen", "add", "field", "notes", "note", "code:string:len=..80:optional:unique")
	build := func(name string) { run(t, dir, "go", "build", "-o", "bin/"+name, "./cmd/notes") }
	build("before")
	run(t, dir, "svcgen", "rename", "field", "notes", "note", "memo", "remark", "--in-two-steps", "--breaking")
	run(t, dir, "svcgen", "rename", "field", "notes", "note", "code", "label", "--in-two-steps", "--breaking")
	build("between")
	run(t, dir, "svcgen", "rename", "field", "notes", "note", "remark", "--finish")
	run(t, dir, "svcgen", "rename", "field", "notes", "note", "label", "--finish")
	build("after")

	p := programs{T: t, dir: dir, env: []string{"NOTES_DATABASE_URL=" + d.url("notes")}, limit: 5 * time.Minute}
	migrate := func(args ...string) {
		t.Helper()
		if code, out := p.run(nil, args...); code != 0 {
			t.Fatalf("%q: exit %d\n%s", args, code, out)
		}
	}
	migrate("bin/before", "migrate")
	d.exec(t, query{Service: "notes", SQL: fmt.Sprintf(`INSERT INTO notes (id, create_time, update_time, version, title, memo)
		SELECT gen_random_uuid(), now(), now(), 1, 'old', 'row ' || n FROM generate_series(1, %d) AS n`, rows)})

	load := &load{T: t, want: map[string]string{}}
	before := p.start("bin/before")
	stopBefore := load.clients(before, "memo")
	time.Sleep(phase)
	migrate("bin/between", "migrate") // the first step: copy, trigger, rename
	time.Sleep(phase)
	between := p.start("bin/between")
	stopBetween := load.clients(between, "remark")
	time.Sleep(3 * phase)
	load.duplicate(before, "memo", "code")
	load.duplicate(between, "remark", "label")
	stopBefore()
	before.stop()
	d.ask(t, query{Service: "notes", SQL: "SELECT count(*) FROM notes WHERE memo IS DISTINCT FROM remark", Rows: "(0)"})

	if code, out := p.run(nil, "bin/after", "migrate"); code != 1 || !strings.Contains(out, "--allow-destructive") {
		t.Errorf("the second step without a permission: exit %d\n%s", code, out)
	}
	migrate("bin/after", "migrate", "--allow-destructive") // the second step
	time.Sleep(phase)
	after := p.start("bin/after")
	stopAfter := load.clients(after, "remark")
	time.Sleep(phase)
	load.duplicate(between, "remark", "label")
	load.duplicate(after, "remark", "label")
	stopBetween()
	stopAfter()
	between.stop()
	after.stop()

	load.check(d.conns["notes"])
	t.Logf("%d requests, %d rows", load.requests, rows+len(load.want))
	d.ask(t, query{Service: "notes", SQL: "SELECT count(*) FROM notes WHERE title = 'old' AND remark LIKE 'row %'", Rows: fmt.Sprintf("(%d)", rows+4)})
}

// server is a program that serves.
type server struct {
	*testing.T
	cmd *exec.Cmd
	url string
	log bytes.Buffer
}

// start starts a program and waits until it is ready. Another program may take a free address first: then it tries others.
func (w programs) start(name string) *server {
	w.Helper()
	for range 3 {
		s, ready := w.try(name)
		if ready {
			return s
		}
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait() // then all of its log is there
		if !strings.Contains(s.log.String(), "address already in use") {
			w.Fatalf("%s is not ready\n%s", name, s.log.String())
		}
	}
	w.Fatalf("%s finds no free address", name)
	return nil
}

// try is start at one address.
func (w programs) try(name string) (s *server, ready bool) {
	w.Helper()
	addr, admin := freeAddr(w.T), freeAddr(w.T)
	s = &server{T: w.T, url: "http://" + addr + "/v1/notes"}
	s.cmd = exec.Command(filepath.Join(w.dir, name))
	s.cmd.Env = append(os.Environ(), append(w.env, "ADMIN_ADDR="+admin, "NOTES_GRPC_ADDR="+freeAddr(w.T), "GATEWAY_HTTP_ADDR="+addr, "LOG_LEVEL=warn")...)
	s.cmd.Stdout, s.cmd.Stderr = &s.log, &s.log
	if err := s.cmd.Start(); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { _ = s.cmd.Process.Kill() })
	for range 1200 { // a minute
		if response, err := http.Get("http://" + admin + "/readyz"); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return s, true
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	return s, false
}

func (s *server) stop() {
	s.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	if err := s.cmd.Wait(); err != nil {
		s.Errorf("%v\n%s", err, s.log.String())
	}
}

// load is what clients write, and what the rows must hold.
type load struct {
	*testing.T
	mu       sync.Mutex
	want     map[string]string // value of the field, by id
	requests int
}

// clients starts four clients of a program that calls the field by this name. stop ends them.
func (l *load) clients(s *server, field string) (stop func()) {
	ctx, cancel := context.WithCancel(l.Context())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for n := 0; ctx.Err() == nil && !l.Failed(); n++ {
				l.round(s, field, n)
			}
		})
	}
	return func() { cancel(); wg.Wait() }
}

// round creates a note, reads it, changes it and finds it, and reads a note that another client wrote, perhaps through another program.
func (l *load) round(s *server, field string, n int) {
	note := l.call(http.MethodPost, s.url, map[string]any{"title": "new", field: fmt.Sprint("a", n)})
	id, _ := note["id"].(string)
	value := fmt.Sprint(field, n)
	l.call(http.MethodPatch, s.url+"/"+id, map[string]any{field: value})
	if got := l.call(http.MethodGet, s.url+"/"+id, nil)[field]; got != value {
		l.Errorf("%s of %s: %v, want %s", field, id, got, value)
	}
	l.call(http.MethodPatch, s.url+"/"+id, map[string]any{"title": "newer"})
	l.call(http.MethodGet, s.url+"?orderBy="+field+"&pageSize=2&filter="+url.QueryEscape(field+` = "`+value+`"`), nil)
	other, want := l.other(id, value)
	if got := l.call(http.MethodGet, s.url+"/"+other, nil)[field]; got != want {
		l.Errorf("%s of %s, which another client wrote: %v, want %s", field, other, got, want)
	}
}

// other stores the value of a note, and returns another note.
func (l *load) other(id, value string) (other, want string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.want[id] = value
	for other, want = range l.want {
		break // a map's order is random enough
	}
	return other, want
}

// duplicate creates two notes with one value of a unique field: the client is told which field it is.
func (l *load) duplicate(s *server, field, unique string) {
	note := map[string]any{"title": "old", field: "row 0", unique: fmt.Sprint(time.Now())}
	l.send(http.MethodPost, s.url, note)
	if status, said := l.send(http.MethodPost, s.url, note); status != http.StatusConflict || !bytes.Contains(said, []byte(`"`+unique+`"`)) {
		l.Errorf("%s twice: %d\n%s", unique, status, said)
	}
}

// call sends a request, which must not fail, and returns the answer.
func (l *load) call(method, url string, body map[string]any) map[string]any {
	status, said := l.send(method, url, body)
	var answer map[string]any
	if err := json.Unmarshal(said, &answer); err != nil || status >= 300 {
		l.Errorf("%s %s: %d %v\n%s", method, url, status, err, said)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests++
	return answer
}

func (l *load) send(method, url string, body map[string]any) (status int, said []byte) {
	text, err := json.Marshal(body)
	if err != nil {
		l.Error(err)
	}
	request, err := http.NewRequestWithContext(context.WithoutCancel(l.Context()), method, url, bytes.NewReader(text))
	if err != nil {
		l.Error(err)
		return 0, nil
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		l.Error(err)
		return 0, nil
	}
	defer func() { _ = response.Body.Close() }()
	if said, err = io.ReadAll(response.Body); err != nil {
		l.Error(err)
	}
	return response.StatusCode, said
}

// check compares the rows with what was written.
func (l *load) check(conn *pgx.Conn) {
	l.Helper()
	rows, err := conn.Query(l.Context(), "SELECT id::text, remark FROM notes WHERE title <> 'old'")
	if err != nil {
		l.Fatal(err)
	}
	have := map[string]string{}
	var id, value string
	if _, err := pgx.ForEachRow(rows, []any{&id, &value}, func() error { have[id] = value; return nil }); err != nil {
		l.Fatal(err)
	}
	if len(have) != len(l.want) {
		l.Errorf("%d rows, want %d", len(have), len(l.want))
	}
	for id, want := range l.want {
		if have[id] != want {
			l.Errorf("%s: %q, want %q", id, have[id], want)
		}
	}
}
