package custom

import "bytes"

// Limits of one file.
const (
	maxOutput = 1 << 20  // bytes
	maxWork   = 64 << 20 // bytes that are printed or go through functions, and stepCost for each step
	stepCost  = 128
	maxText   = 64 << 10 // bytes of one value
)

// refusal says that a template exceeds a limit, or prints what is no text.
type refusal struct{ what string }

func (e *refusal) Error() string { return e.what }

// meter takes the output of a template, and ends it at the limits.
type meter struct {
	out  bytes.Buffer
	work int
}

// Write is called for each node of the template at least.
func (m *meter) Write(p []byte) (int, error) {
	if m.out.Len()+len(p) > maxOutput {
		return 0, &refusal{"the template prints more than 1 MiB for one file"}
	}
	if err := m.spend(len(p)); err != nil {
		return 0, err
	}
	return m.out.Write(p)
}

// spend counts a step that handles n bytes.
func (m *meter) spend(n int) error {
	m.work += n + stepCost
	if m.work > maxWork {
		return &refusal{"the template takes too many steps for one file"}
	}
	return nil
}
