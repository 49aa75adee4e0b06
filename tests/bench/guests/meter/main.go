// Meter measures what the meter of a rewritten guest costs in wazero, against
// the original, against the guest rewritten without a meter, and against what
// interrupts the original: WithCloseOnContextDone.
//
//	meter ROUNDS NAME=ORIGINAL,UNMETERED,METERED,FUNCTION,ARGUMENT ...
//
// Every variant of a guest runs in each round, in an order that alternates, and
// in a new instance: where its memory happens to lie makes a difference. The
// time is the processor's time of the thread, and its minimum over the rounds
// is printed, because other programs run on the machine. The last column is the
// time that wazero takes to compile the metered guest, in that of the original.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
	"golang.org/x/sys/unix"
)

// interval is that of the rewritten guests.
const interval = 1_000_000

// atLeast is how long the calls of one measurement take together.
const atLeast = 4 * time.Millisecond

type guest struct {
	name, original, unmetered, metered, function string
	argument                                     uint64
}

// variant is a guest, compiled, and its instance.
type variant struct {
	ctx      context.Context
	guest    guest
	runtime  wazero.Runtime
	compiled wazero.CompiledModule

	compiling time.Duration

	module api.Module // nil before the first round
	call   api.Function
	meter  api.MutableGlobal // nil in an original
	units  int64             // that the host counted where the guest yielded
	lowest time.Duration     // of a call
}

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: meter ROUNDS NAME=ORIGINAL,UNMETERED,METERED,FUNCTION,ARGUMENT ..."))
	}
	rounds, err := strconv.Atoi(os.Args[1])
	fail(err)
	runtime.LockOSThread()
	debug.SetGCPercent(-1) // of the host: nothing below allocates much
	fmt.Printf("%-16s %10s %10s %10s %10s %14s %10s\n", "guest", "original", "unmetered", "metered", "on context", "units a call", "compiling")
	for _, text := range os.Args[2:] {
		g, err := parse(text)
		fail(err)
		fail(measure(g, rounds))
	}
}

func parse(text string) (guest, error) {
	name, rest, _ := strings.Cut(text, "=")
	parts := strings.Split(rest, ",")
	if len(parts) != 5 {
		return guest{}, fmt.Errorf("not NAME=ORIGINAL,UNMETERED,METERED,FUNCTION,ARGUMENT: %q", text)
	}
	argument, err := strconv.ParseUint(parts[4], 10, 32)
	return guest{name, parts[0], parts[1], parts[2], parts[3], argument}, err
}

func measure(g guest, rounds int) error {
	// Without something to wait for, wazero would not check the context.
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	variants := make([]*variant, 4)
	for i, of := range []struct {
		file   string
		config wazero.RuntimeConfig
	}{
		{g.original, wazero.NewRuntimeConfigCompiler()},
		{g.unmetered, wazero.NewRuntimeConfigCompiler()},
		{g.metered, wazero.NewRuntimeConfigCompiler()},
		{g.original, wazero.NewRuntimeConfigCompiler().WithCloseOnContextDone(true)},
	} {
		v, err := compile(ctx, g, of.file, of.config)
		if err != nil {
			return fmt.Errorf("%s: %w", of.file, err)
		}
		defer v.runtime.Close(ctx)
		variants[i] = v
	}
	for round := range rounds {
		for i := range variants {
			at := i
			if round%2 == 1 {
				at = len(variants) - 1 - i
			}
			if err := variants[at].measure(); err != nil {
				return err
			}
		}
		runtime.GC()
	}
	original, metered := variants[0], variants[2]
	units, err := metered.work()
	if err != nil {
		return err
	}
	compiling := float64(metered.compiling) / float64(original.compiling)
	fmt.Printf("%-16s %10s", g.name, original.lowest.Round(time.Microsecond))
	for _, v := range variants[1:] {
		fmt.Printf(" %10.3f", float64(v.lowest)/float64(original.lowest))
	}
	fmt.Printf(" %14d %10.3f\n", units, compiling)
	return nil
}

func compile(ctx context.Context, g guest, file string, config wazero.RuntimeConfig) (*variant, error) {
	bytes, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	v := &variant{ctx: ctx, guest: g, runtime: wazero.NewRuntimeWithConfig(ctx, config)}
	builder := v.runtime.NewHostModuleBuilder(wasi_snapshot_preview1.ModuleName)
	wasi_snapshot_preview1.NewFunctionExporter().ExportFunctions(builder)
	builder.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(v.yield), nil, []api.ValueType{api.ValueTypeI32}).Export("sched_yield")
	if _, err := builder.Instantiate(ctx); err != nil {
		return nil, err
	}
	begin := threadTime()
	v.compiled, err = v.runtime.CompileModule(ctx, bytes)
	v.compiling = threadTime() - begin
	return v, err
}

// yield does what a host does where a guest comes by: count, and look at the
// clock.
func (v *variant) yield(ctx context.Context, _ api.Module, stack []uint64) {
	if v.meter != nil {
		v.units += interval - int64(int32(uint32(v.meter.Get())))
		v.meter.Set(interval)
	}
	if deadline, ok := ctx.Deadline(); ok && time.Now().After(deadline) {
		panic("the deadline is over")
	}
	stack[0] = 0
}

// start replaces the instance.
func (v *variant) start() (err error) {
	if v.module != nil {
		v.module.Close(v.ctx)
	}
	v.meter = nil
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize")
	v.module, err = v.runtime.InstantiateModule(v.ctx, v.compiled, config)
	if err != nil {
		return err
	}
	v.meter, _ = v.module.ExportedGlobal("wasmpair.meter").(api.MutableGlobal)
	v.call = v.module.ExportedFunction(v.guest.function)
	if v.call == nil {
		return fmt.Errorf("no function %q", v.guest.function)
	}
	return nil
}

// measure keeps the least time of a call of a new instance.
func (v *variant) measure() error {
	if err := v.start(); err != nil {
		return err
	}
	first, err := v.time(1)
	if err != nil {
		return err
	}
	took, err := v.time(max(1, int(atLeast/max(first, 1))))
	if v.lowest == 0 || took < v.lowest {
		v.lowest = took
	}
	return err
}

// time gives the processor's time of one of several calls.
func (v *variant) time(calls int) (time.Duration, error) {
	begin := threadTime()
	for range calls {
		if _, err := v.call.Call(v.ctx, v.guest.argument); err != nil {
			return 0, err
		}
	}
	return (threadTime() - begin) / time.Duration(calls), nil
}

// work gives the units of a call.
func (v *variant) work() (int64, error) {
	left := func() int64 { return interval - int64(int32(uint32(v.meter.Get()))) }
	before := v.units + left()
	_, err := v.call.Call(v.ctx, v.guest.argument)
	return v.units + left() - before, err
}

func threadTime() time.Duration {
	var t unix.Timespec
	fail(unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t))
	return time.Duration(t.Nano())
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
