package guesthost

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/tetratelabs/wazero/api"
)

const (
	wasiModule     = "wasi_snapshot_preview1"
	exchangeModule = "wasmpair"
)

// hostFunction is a function that guests import. Types are written as one
// letter per value: i for i32, I for i64.
type hostFunction struct {
	name            string
	params, results string
	run             func(c *call, memory api.Memory, arguments []uint64) uint32
}

type callKey struct{}

// goFunction adapts a function to wazero. The call on whose behalf the guest
// runs comes in the context, not from a global table.
func (f hostFunction) goFunction() api.GoModuleFunction {
	return api.GoModuleFunc(func(ctx context.Context, module api.Module, stack []uint64) {
		c := ctx.Value(callKey{}).(*call)
		result := f.run(c, module.Memory(), stack)
		if f.results != "" {
			stack[0] = uint64(result)
		}
	})
}

// link checks the module's imports and exports and defines what it imports.
func (g *generation) link(ctx context.Context) error {
	if err := g.checkExports(); err != nil {
		return err
	}
	known := map[string][]hostFunction{wasiModule: wasi, exchangeModule: exchange}
	wanted := map[string]map[string]hostFunction{}
	for _, definition := range g.compiled.ImportedFunctions() {
		module, name, _ := definition.Import()
		f, err := provide(known[module], module, definition)
		if err != nil {
			return err
		}
		other, found := wanted[module][name]
		if module == "" || strings.Contains(f.params+f.results, "?") || found && (other.params != f.params || other.results != f.results) {
			return fmt.Errorf("guest: %w: its import %q of %q cannot be provided", ErrModule, name, module)
		}
		if wanted[module] == nil {
			wanted[module] = map[string]hostFunction{}
		}
		wanted[module][name] = f
	}
	for module, functions := range wanted {
		if err := g.define(ctx, module, functions); err != nil {
			return fmt.Errorf("guest: %w: its imports cannot be provided: %s", ErrModule, printable([]byte(err.Error()), 200))
		}
	}
	return nil
}

func (g *generation) define(ctx context.Context, module string, functions map[string]hostFunction) error {
	builder := g.runtime.NewHostModuleBuilder(module)
	for name, f := range functions {
		builder.NewFunctionBuilder().
			WithGoModuleFunction(f.goFunction(), values(f.params), values(f.results)).
			Export(name)
	}
	_, err := builder.Instantiate(ctx)
	return err
}

// provide returns the function for an import: the host's own, or one that
// refuses.
func provide(known []hostFunction, module string, definition api.FunctionDefinition) (hostFunction, error) {
	_, name, _ := definition.Import()
	params, results := letters(definition.ParamTypes()), letters(definition.ResultTypes())
	for _, f := range known {
		if f.name != name {
			continue
		}
		if f.params != params || f.results != results {
			return f, fmt.Errorf("guest: %w: it imports %s.%s as (%s)->(%s), not (%s)->(%s)",
				ErrModule, module, name, params, results, f.params, f.results)
		}
		return f, nil
	}
	return refusal(module, name, params, results), nil
}

// notCapable is the error of WASI for what was not granted.
const notCapable = 76

// refusal is a function of any type for an import that no guest may have. One
// of WASI says so by its result; others have no way to, so the guest ends.
func refusal(module, name, params, results string) hostFunction {
	full := printable([]byte(module+"."+name), 200)
	return hostFunction{name, params, results, func(c *call, _ api.Memory, _ []uint64) uint32 {
		c.pause()
		if module != wasiModule || results != "i" {
			stop(ErrProtocol, "it called the import %s, which no guest may have", full)
		}
		return notCapable
	}}
}

// checkExports compares types before anything is called.
func (g *generation) checkExports() error {
	if len(g.compiled.ImportedMemories()) > 0 {
		return fmt.Errorf("guest: %w: it imports its memory", ErrModule)
	}
	if g.compiled.ExportedMemories()["memory"] == nil {
		return fmt.Errorf("guest: %w: it does not export its memory", ErrModule)
	}
	functions := g.compiled.ExportedFunctions()
	if functions["_initialize"] == nil && functions["_start"] != nil {
		return fmt.Errorf("guest: %w: it is a command, which runs once; build a reactor with -buildmode=c-shared", ErrModule)
	}
	if f := functions["_initialize"]; f != nil && letters(f.ParamTypes())+letters(f.ResultTypes()) != "" {
		return fmt.Errorf("guest: %w: its _initialize has parameters or results", ErrModule)
	}
	for _, e := range g.release.Entries {
		var want map[string]string
		switch e.Convention {
		case Handle:
			want = map[string]string{e.Name: "i->i"}
		case Pointer:
			want = map[string]string{e.Name: "ii->I", "alloc": "i->i"}
		default:
			return fmt.Errorf("guest: %w: the entry %q has the unknown convention %q", ErrModule, e.Name, string(e.Convention))
		}
		for name, signature := range want {
			if err := checkExport(functions, name, signature); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkExport(functions map[string]api.FunctionDefinition, name, signature string) error {
	f := functions[name]
	if f == nil {
		var names []string
		for name := range functions {
			names = append(names, printable([]byte(name), 40))
		}
		sort.Strings(names)
		return fmt.Errorf("guest: %w: it does not export the function %q; it exports %v", ErrModule, name, names[:min(len(names), 20)])
	}
	if got := letters(f.ParamTypes()) + "->" + letters(f.ResultTypes()); got != signature {
		return fmt.Errorf("guest: %w: its export %q has the type %s, not %s", ErrModule, name, got, signature)
	}
	return nil
}

var valueLetters = map[api.ValueType]byte{
	api.ValueTypeI32: 'i', api.ValueTypeI64: 'I', api.ValueTypeF32: 'f', api.ValueTypeF64: 'F',
}

func letters(types []api.ValueType) string {
	text := make([]byte, 0, len(types))
	for _, t := range types {
		letter, found := valueLetters[t]
		if !found {
			letter = '?'
		}
		text = append(text, letter)
	}
	return string(text)
}

func values(text string) (types []api.ValueType) {
	for _, letter := range []byte(text) {
		for t, l := range valueLetters {
			if l == letter {
				types = append(types, t)
			}
		}
	}
	return slices.Clip(types)
}
