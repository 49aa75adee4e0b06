package guesthost

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"time"
)

// Config limits what guests may use, and grants what they may have. The zero
// value grants nothing and has the limits named below.
type Config struct {
	// Timeout is how long a call may take from the moment it starts, with all
	// waits for others: 1 second. The caller's own deadline holds as well.
	Timeout time.Duration
	// StartTimeout is how long the guest's initialization may take in New, in
	// Swap, and for an instance that is started ahead: 10 seconds.
	StartTimeout time.Duration
	// Budget is how many units of work a call may do; 0 is no limit. A unit is
	// about one WebAssembly instruction. They are charged ahead, for the longest
	// way through a function or a turn of a loop: a shorter way counts more than
	// it executes, and up to 512 instructions of a call or a turn may stay
	// uncharged. A call of the host counts 256, a bulk operation of memory one
	// more for each 16 bytes. The same input takes the same number of units on
	// every machine, unless the guest reads clocks or random numbers. Call.Work
	// tells what calls take. A guest that exceeds its budget ends at its next
	// look at the host, at most Release.Interval units later; a call that
	// returns earlier fails, too. It needs a metered module.
	Budget uint64
	// MaxMemory is the linear memory of one instance, in bytes: 64 MiB, or the
	// maximum that the module was packed with if that is less.
	MaxMemory int
	// MaxInput and MaxOutput limit a call's input and output, in bytes: 1 MiB
	// and 4 MiB.
	MaxInput, MaxOutput int
	// MaxData limits a value of Data, in bytes: 1 MiB.
	MaxData int
	// MaxLog limits what is kept of a call's standard output and error, in
	// bytes: 16 KiB. The first and the last half of it are kept.
	MaxLog int

	// Running is how many guests compute at a time: GOMAXPROCS.
	Running int
	// Live is how many instances there are at a time, whether they compute,
	// sleep, wait for data or were started ahead: 4 × Running. Live × MaxMemory
	// is the most linear memory that all guests have together; New warns if the
	// machine has less. Swap needs one instance more while it tries a release.
	Live int
	// PerTenant is how many calls of one tenant may have an instance: half of
	// Live.
	PerTenant int
	// Waiting is how many calls of one tenant may wait for an instance: 64.
	// Further ones fail with ErrBusy at once. A negative value lets none wait.
	Waiting int
	// QueueTimeout is how long a call may wait for an instance before it fails
	// with ErrBusy: the same as Timeout.
	QueueTimeout time.Duration
	// Slice is how long a guest computes while others wait before it makes
	// room for them: 5 ms. Less makes short calls wait less, and switches more
	// often. It needs a metered module.
	Slice time.Duration

	// Prestart is how many instances are started ahead, so that calls need not
	// wait for the guest's initialization: Running, but at most half of Live,
	// of which they are a part. A negative value is none.
	Prestart int
	// Snapshot repeats math/rand: every call sees the same "random" numbers,
	// and the same seeds of maps and hashes; crypto/rand is not affected.
	// Instead of a new instance, a call then gets one whose memory and globals
	// were put back to what they were after initialization, which takes a
	// tenth of the time. New fails if the module was not proven to have no
	// other state.
	Snapshot bool
	// Warm is the input of one call of the first entry before the snapshot is
	// taken, so that caches are filled and memory has its usual size. All
	// tenants see what it leaves behind.
	Warm []byte

	// Env is the guest's environment, as "NAME=value".
	Env []string
	// Data returns what the guest asks for by guest.Data(key). tenant is the
	// one that the call was made for, so a guest cannot ask for another's. An
	// error that is fs.ErrNotExist says that there is no such data; any other
	// ends the call, which returns it. Data must be safe for concurrent use
	// and should end when ctx does: after that its result is ignored. It must
	// not call the same host, whose places may all be taken by calls that wait
	// for it.
	Data func(ctx context.Context, tenant, key string) ([]byte, error)
	// Now is the guest's clock: the system's, cut to milliseconds.
	Now func() time.Time
	// Random is the guest's source of randomness: crypto/rand. It must be safe
	// for concurrent use.
	Random io.Reader

	// CacheDir keeps compiled code over restarts. It must be this user's alone
	// (mode 0700), because what is in it is run. If it is empty, a directory
	// below the user's cache directory is used, or none if there is none that
	// is safe.
	CacheDir string
	// NoCache keeps compiled code in memory only.
	NoCache bool

	// Log gets the guest's output and the host's own warnings: slog.Default().
	Log *slog.Logger
	// Observe is called after each call, in the caller's goroutine. Close does
	// not wait for it.
	Observe func(Call)
}

// What the stack of a guest may take beside its memory, in bytes: in a module
// that counts its nested calls, and in one that does not.
const (
	countedStack   = 30 << 20
	uncountedStack = 150 << 20
)

// withDefaults returns the configuration that is in force.
func (c Config) withDefaults(r *Release) (Config, error) {
	if c.Timeout < 0 || c.StartTimeout < 0 || c.QueueTimeout < 0 || c.Slice < 0 || c.MaxMemory < 0 ||
		c.MaxInput < 0 || c.MaxOutput < 0 || c.MaxData < 0 || c.MaxLog < 0 || c.Running < 0 || c.Live < 0 || c.PerTenant < 0 {
		return c, fmt.Errorf("guest: %w: a limit is negative", ErrConfig)
	}
	setDefault(&c.Timeout, time.Second)
	setDefault(&c.StartTimeout, 10*time.Second)
	setDefault(&c.QueueTimeout, c.Timeout)
	setDefault(&c.Slice, 5*time.Millisecond)
	setDefault(&c.MaxMemory, 64<<20)
	setDefault(&c.MaxInput, 1<<20)
	setDefault(&c.MaxOutput, 4<<20)
	setDefault(&c.MaxData, 1<<20)
	setDefault(&c.MaxLog, 16<<10)
	setDefault(&c.Running, runtime.GOMAXPROCS(0))
	setDefault(&c.Live, 4*c.Running)
	setDefault(&c.PerTenant, max(1, c.Live/2))
	setDefault(&c.Waiting, 64)
	setDefault(&c.Prestart, c.Running)
	c.Prestart = max(0, min(c.Prestart, c.Live/2))
	if c.Snapshot { // Instances are used again instead.
		c.Prestart = 0
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.MaxMemory < pageBytes || uint64(c.MaxMemory) > 1<<32 {
		return c, fmt.Errorf("guest: %w: MaxMemory is %d; it must be 64 KiB to 4 GiB", ErrConfig, c.MaxMemory)
	}
	if uint64(max(c.MaxInput, c.MaxOutput, c.MaxData)) >= 1<<31 {
		return c, fmt.Errorf("guest: %w: MaxInput, MaxOutput and MaxData must be below 2 GiB", ErrConfig)
	}
	if c.Snapshot && !r.Restorable {
		return c, fmt.Errorf("guest: %w: Snapshot needs a module that was packed as restorable", ErrConfig)
	}
	return c, nil
}

// calls is how many calls may have an instance at a time: with those that are
// started ahead, they are Live.
func (c *Config) calls() int { return c.Live - c.Prestart }

// setDefault replaces a zero value.
func setDefault[T comparable](value *T, standard T) {
	var zero T
	if *value == zero {
		*value = standard
	}
}
