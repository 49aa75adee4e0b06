package guesthost

import (
	"bytes"
	"context"
	"io"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// naive is a host as tutorials write it. The tests in incidents_test.go show
// what happens in it, and what happens instead in the generated one.
type naive struct {
	runtime  wazero.Runtime
	instance api.Module
	out      bytes.Buffer
	in       []byte
}

// newNaive makes one instance under a fixed name and keeps it for all tenants.
// Tests share compiled code, because compiling takes long.
func newNaive(module []byte, config wazero.ModuleConfig) (*naive, error) {
	cache, err := wazero.NewCompilationCacheWithDir(gopherCacheDirectory)
	if err != nil {
		return nil, err
	}
	return newNaiveIn(wazero.NewRuntimeConfig().WithCompilationCache(cache), module, config)
}

func newNaiveIn(runtime wazero.RuntimeConfig, module []byte, config wazero.ModuleConfig) (*naive, error) {
	n := &naive{runtime: wazero.NewRuntimeWithConfig(background, runtime)}
	wasi_snapshot_preview1.MustInstantiate(background, n.runtime)
	_, err := n.runtime.NewHostModuleBuilder("wasmpair").
		NewFunctionBuilder().WithFunc(n.input).Export("input").
		NewFunctionBuilder().WithFunc(n.output).Export("output").
		NewFunctionBuilder().WithFunc(func(uint32, uint32) {}).Export("fail").
		NewFunctionBuilder().WithFunc(func(uint32, uint32, uint32, uint32) uint32 { return noData }).Export("data").
		Instantiate(background)
	if err != nil {
		return n, err
	}
	n.instance, err = n.runtime.InstantiateWithConfig(background, module, config.WithName("guest").WithStartFunctions("_initialize"))
	return n, err
}

func (n *naive) input(_ context.Context, m api.Module, to, from, size uint32) uint32 {
	m.Memory().Write(to, n.in[from:])
	return size
}

func (n *naive) output(_ context.Context, m api.Module, from, size uint32) {
	view, _ := m.Memory().Read(from, size)
	n.out.Write(view)
}

// call has a mistake that is often seen: it uses the results before the error.
func (n *naive) call(ctx context.Context, entry string, in []byte) []byte {
	n.in = in
	n.out.Reset()
	results, err := n.instance.ExportedFunction(entry).Call(ctx, uint64(len(in)))
	if results[0] != 0 || err != nil {
		return nil
	}
	return n.out.Bytes()
}

// pointer calls an entry that takes and returns pointers, and believes them.
func (n *naive) pointer(in []byte) []byte {
	to, _ := n.instance.ExportedFunction("alloc").Call(background, uint64(len(in)))
	n.instance.Memory().Write(uint32(to[0]), in)
	result, _ := n.instance.ExportedFunction("entry").Call(background, to[0], uint64(len(in)))
	view, _ := n.instance.Memory().Read(uint32(result[0]>>32), uint32(result[0]))
	return view
}

func (n *naive) close() { _ = n.runtime.Close(background) }

func naiveConfig() wazero.ModuleConfig {
	return wazero.NewModuleConfig().WithStdout(io.Discard).WithStderr(io.Discard)
}
