package guesthost

import (
	"context"
	"strconv"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// instance is one guest in memory. One call uses it at a time.
type instance struct {
	generation *generation
	module     api.Module
	memory     *allocator
	meter      api.MutableGlobal // nil in a module without a meter
	depth      api.MutableGlobal
	globals    []api.MutableGlobal
}

// anonymous instances cannot clash; start functions are called by start, where
// their failure is told apart.
var anonymous = wazero.NewModuleConfig().WithName("").WithStartFunctions()

// start makes an instance at the expense of c and initializes it, or puts it in
// the state of the snapshot.
func (c *call) start() (i *instance, err error) {
	g := c.generation
	i = &instance{generation: g, memory: &allocator{limit: uint64(g.host.config.MaxMemory)}}
	err = guard(func() error {
		ctx := experimental.WithMemoryAllocator(c.ctx, i.memory)
		module, err := g.runtime.InstantiateModule(ctx, g.compiled, anonymous)
		if err != nil {
			return badImport(err)
		}
		i.module = module
		if err := i.findGlobals(); err != nil {
			return err
		}
		c.instance = i
		defer func() { c.instance = nil }()
		if g.snapshot != nil {
			return i.become(g.snapshot)
		}
		err = c.initialize(ctx)
		c.settle()
		return err
	})
	if err != nil {
		err = c.explain(err, i)
		i.close()
		return nil, err
	}
	return i, nil
}

// badImport recognizes the error for an import that is no function: of a global
// or a table, which the runtime does not list.
func badImport(err error) error {
	line := firstLine(err)
	if strings.HasSuffix(line, "not instantiated") || strings.HasPrefix(line, "import ") || strings.Contains(line, "in module") {
		return &halt{kind: ErrModule, cause: line}
	}
	return err
}

// initialize runs the constructor of a reactor, which is Go's main package.
func (c *call) initialize(ctx context.Context) error {
	initialize := c.instance.module.ExportedFunction("_initialize")
	if initialize == nil {
		return nil
	}
	_, err := initialize.Call(ctx)
	return err
}

// findGlobals looks up the exports that the packer added.
func (i *instance) findGlobals() error {
	r := &i.generation.release
	var err error
	find := func(name string) api.MutableGlobal {
		global, mutable := i.module.ExportedGlobal(name).(api.MutableGlobal)
		if !mutable && err == nil {
			err = &halt{kind: ErrModule, cause: "it does not export the mutable global " + name}
		}
		return global
	}
	if r.Interval > 0 {
		i.meter = find("wasmpair.meter")
	}
	if r.Depth > 0 {
		i.depth = find("wasmpair.depth")
	}
	for _, number := range r.Globals {
		i.globals = append(i.globals, find("wasmpair.g"+strconv.FormatUint(uint64(number), 10)))
	}
	return err
}

// tooDeep reports whether a crash came from the limit of depth.
func (i *instance) tooDeep() bool {
	return i.depth != nil && int32(uint32(i.depth.Get())) > i.generation.release.Depth
}

// size returns the bytes of linear memory.
func (i *instance) size() int {
	if i.module == nil || i.module.Memory() == nil {
		return 0
	}
	return int(i.module.Memory().Size())
}

// close frees the instance. It also frees memory that wazero forgot because the
// instantiation failed, or because the module was closed by its context.
func (i *instance) close() {
	if i.module != nil {
		_ = i.module.Close(context.Background())
	}
	i.memory.free()
}
