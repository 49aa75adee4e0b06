package main

import (
	"context"
	"io"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// usual is a host as tutorials write it: wazero with its own WASI.
type usual struct {
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
}

// exchanged is the input and the output of one call.
type exchanged struct{ in, out []byte }

type exchangedKey struct{}

func newUsual(ctx context.Context, module []byte, config wazero.RuntimeConfig) (*usual, error) {
	u := &usual{runtime: wazero.NewRuntimeWithConfig(ctx, config)}
	wasi_snapshot_preview1.MustInstantiate(ctx, u.runtime)
	_, err := u.runtime.NewHostModuleBuilder("wasmpair").
		NewFunctionBuilder().WithFunc(input).Export("input").
		NewFunctionBuilder().WithFunc(output).Export("output").
		NewFunctionBuilder().WithFunc(func(uint32, uint32) {}).Export("fail").
		NewFunctionBuilder().WithFunc(func(uint32, uint32, uint32, uint32) uint32 { return ^uint32(0) }).Export("data").
		Instantiate(ctx)
	if err != nil {
		return nil, err
	}
	u.compiled, err = u.runtime.CompileModule(ctx, module)
	return u, err
}

func input(ctx context.Context, m api.Module, to, from, n uint32) uint32 {
	m.Memory().Write(to, ctx.Value(exchangedKey{}).(*exchanged).in[from:from+n])
	return n
}

func output(ctx context.Context, m api.Module, from, n uint32) {
	e := ctx.Value(exchangedKey{}).(*exchanged)
	view, _ := m.Memory().Read(from, n)
	e.out = append(e.out, view...)
}

// call runs the guest in a new instance.
func (u *usual) call(ctx context.Context, in []byte) ([]byte, error) {
	e := &exchanged{in: in}
	ctx = context.WithValue(ctx, exchangedKey{}, e)
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize").WithStdout(io.Discard).
		WithStderr(io.Discard).WithSysNanotime().WithSysWalltime()
	instance, err := u.runtime.InstantiateModule(ctx, u.compiled, config)
	if err != nil {
		return nil, err
	}
	defer func() { _ = instance.Close(ctx) }()
	_, err = instance.ExportedFunction("handle").Call(ctx, uint64(len(in)))
	return e.out, err
}

func (u *usual) close() { _ = u.runtime.Close(context.Background()) }
