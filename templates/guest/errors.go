package guesthost

import (
	"errors"
	"fmt"
)

// Errors of New, Swap and of calls, for errors.Is.
var (
	// ErrBusy: the tenant's queue was full, or the call waited in it for too
	// long. The guest did not run. HTTP servers respond with 429.
	ErrBusy = errors.New("too many calls are waiting")
	// ErrTimeout: the call exceeded Config.Timeout or the caller's deadline.
	// errors.Is also finds context.DeadlineExceeded.
	ErrTimeout = errors.New("the time limit was exceeded")
	// ErrBudget: the call exceeded Config.Budget.
	ErrBudget = errors.New("the work budget was exceeded")
	// ErrMemory: the guest stopped because it could not get more memory.
	ErrMemory = errors.New("the memory limit was reached")
	// ErrTooBig: the input, the output or a value of Config.Data exceeded its
	// limit.
	ErrTooBig = errors.New("a size limit was exceeded")
	// ErrTrap: the guest crashed. A panic of a Go guest is a crash.
	ErrTrap = errors.New("the guest crashed")
	// ErrExited: the guest called exit, with any status, also 0.
	ErrExited = errors.New("the guest exited")
	// ErrProtocol: the guest broke the calling convention, for example with a
	// pointer to memory that it does not have.
	ErrProtocol = errors.New("the guest broke the calling convention")
	// ErrRefused: the guest returned an error of its own; see GuestError.
	ErrRefused = errors.New("the guest returned an error")
	// ErrData: Config.Data failed; errors.Is finds its error, too.
	ErrData = errors.New("the guest's data could not be fetched")
	// ErrClosed: the host is closed, or was closed while the call ran.
	ErrClosed = errors.New("the host is closed")
	// ErrModule: the module is not the expected one, or no valid guest.
	ErrModule = errors.New("the module cannot be used")
	// ErrConfig: a value of Config makes no sense.
	ErrConfig = errors.New("the configuration is invalid")
)

// Trap is the error of a call whose guest was stopped, or stopped by itself,
// before it returned. All text in it is printable.
type Trap struct {
	// Kind matches ErrTimeout, ErrBudget, ErrMemory, ErrTooBig, ErrTrap, ErrExited,
	// ErrProtocol, ErrData, ErrClosed, or context.Canceled if the caller gave up.
	Kind error
	// Entry, Tenant and Digest name the call and the guest.
	Entry, Tenant, Digest string
	// Cause is one line.
	Cause string
	// Stack lists the guest's functions, innermost first. They have names if
	// the module was packed with --keep-names.
	Stack []string
	// Log is the beginning and the end of what the guest wrote to standard
	// output and error, for instance Go's panic message. It is escaped, in one
	// line.
	Log string
	// Exit is the status with ErrExited.
	Exit uint32

	also error
}

// Error returns one line without text that the guest chose.
func (t *Trap) Error() string {
	return fmt.Sprintf("guest %q, tenant %q: %v: %s", t.Entry, t.Tenant, t.Kind, t.Cause)
}

// Unwrap makes errors.Is find the kind, and the error of a context or of
// Config.Data that led to it.
func (t *Trap) Unwrap() []error {
	if t.also == nil {
		return []error{t.Kind}
	}
	return []error{t.Kind, t.also}
}

// GuestError is an error that the guest returned as such. It matches
// ErrRefused.
type GuestError struct {
	// Entry and Tenant name the call.
	Entry, Tenant string
	// Text is the guest's message, escaped, in one line.
	Text string
	// Raw is the message as the guest wrote it. It may have control
	// characters: neither log nor print it.
	Raw []byte
}

// Error returns one line with the escaped message.
func (e *GuestError) Error() string {
	return fmt.Sprintf("guest %q, tenant %q: %v: %s", e.Entry, e.Tenant, ErrRefused, e.Text)
}

// Unwrap returns ErrRefused.
func (e *GuestError) Unwrap() error { return ErrRefused }

// halt ends a guest from inside a host function: it is thrown by panic, and
// wazero returns it from the guest's call as a wrapped error.
type halt struct {
	kind  error
	cause string
	also  error
	exit  uint32
}

func (h *halt) Error() string { return h.cause }

// stop ends the running guest.
func stop(kind error, format string, arguments ...any) {
	panic(&halt{kind: kind, cause: fmt.Sprintf(format, arguments...)})
}
