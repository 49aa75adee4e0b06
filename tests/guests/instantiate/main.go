// Command instantiate runs modules as a naive host does, and prints what
// wazero says of each, a line of JSON for each line of input:
//
//	{"file": "guest.wasm", "pages": 1024, "call": "handle"}
//
// It calls the function with one parameter.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

type request struct {
	File  string `json:"file"`
	Pages uint32 `json:"pages"`
	Call  string `json:"call"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var r request
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			panic(err)
		}
		message := ""
		if err := run(context.Background(), r); err != nil {
			message = err.Error()
		}
		if err := answers.Encode(message); err != nil {
			panic(err)
		}
	}
}

func run(ctx context.Context, r request) (err error) {
	// A naive host calls what may be nil.
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%v", cause)
		}
	}()
	module, err := os.ReadFile(r.File)
	if err != nil {
		panic(err)
	}
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().WithMemoryLimitPages(r.Pages))
	defer func() { _ = runtime.Close(ctx) }()
	wasi_snapshot_preview1.MustInstantiate(ctx, runtime)
	config := wazero.NewModuleConfig().WithStartFunctions("_initialize")
	instance, err := runtime.InstantiateWithConfig(ctx, module, config)
	if err != nil {
		return err
	}
	if _, err := runtime.InstantiateWithConfig(ctx, module, config); err != nil {
		return err
	}
	_ = instance.Memory().Size()
	_, err = instance.ExportedFunction(r.Call).Call(ctx, 0)
	return err
}
