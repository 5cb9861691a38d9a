package say

import (
	"slices"
	"sync"
	"time"
)

const progressTick = 100 * time.Millisecond // frames of the spinner

// Progress shows on stderr the step that is taking time: a spinner with the time elapsed if it can be drawn in place,
// one plain line a step otherwise. A step that ends within Patience is never shown. Steps may nest: the innermost is shown.
type Progress struct {
	report *Report

	mu    sync.Mutex
	steps []*progressStep
	drawn bool // live: a spinner is on the screen

	stop chan struct{}
	done sync.WaitGroup
}

type progressStep struct {
	text    string
	began   time.Time
	printed bool // plain: its line stands there already
}

// NewProgress begins to watch the steps of a command. Stop ends it.
func (r *Report) NewProgress() *Progress {
	p := &Progress{report: r, stop: make(chan struct{})}
	p.done.Add(1)
	go p.run()
	return p
}

// Step begins a step; what it returns ends it.
func (p *Progress) Step(text string) (end func()) {
	s := &progressStep{text: text, began: time.Now()}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps = append(p.steps, s)
	return func() { p.end(s) }
}

// Stop ends everything and leaves nothing behind on a live screen.
func (p *Progress) Stop() {
	close(p.stop)
	p.done.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps = nil
	p.erase()
}

func (p *Progress) run() {
	defer p.done.Done()
	tick := time.NewTicker(progressTick)
	defer tick.Stop()
	for frame := 0; ; frame++ {
		select {
		case <-p.stop:
			return
		case <-tick.C:
			p.show(frame)
		}
	}
}

func (p *Progress) show(frame int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.steps) == 0 {
		return
	}
	s := p.steps[len(p.steps)-1]
	elapsed := time.Since(s.began)
	switch {
	case elapsed < p.report.Patience:
	case p.report.Live:
		p.report.spinner(frame, s.text, elapsed)
		p.drawn = true
	case !s.printed:
		p.report.stepBegan(s.text)
		s.printed = true
	}
}

func (p *Progress) end(s *progressStep) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	if s.printed {
		p.report.stepEnded(s.text, time.Since(s.began))
	}
	p.steps = slices.DeleteFunc(p.steps, func(have *progressStep) bool { return have == s })
}

func (p *Progress) erase() {
	if p.drawn {
		p.report.eraseLine()
		p.drawn = false
	}
}
