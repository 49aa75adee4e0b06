"""Runs guests in wasmtime, which validates them first: a JSON list of requests on standard input, and of what came out
on standard output.

request = {"module": FILE, "arguments": [TEXT, ...], "input": TEXT, "calls": [CALL, ...]}
CALL    = {"name": EXPORT, "values": [NUMBER | TEXT, ...]}
          A text is copied into memory that the export named by "allocate" in the CALL gives, and passed as a pointer
          and a length. An i64 is then a pointer and a length of text, the pointer in the upper half.
result  = {"output": what was printed, "results": [of each call], "yields": calls of sched_yield}
"""

import json
import os
import sys
import tempfile

import wasmtime

WASI = "wasi_snapshot_preview1"


def run(engine, request, directory):
    module = wasmtime.Module.from_file(engine, request["module"])
    store = wasmtime.Store(engine)
    files = [os.path.join(directory, name) for name in ("input", "output")]
    with open(files[0], "w", encoding="utf-8") as file:
        file.write(request.get("input", ""))
    wasi = wasmtime.WasiConfig()
    wasi.argv = ["guest", *request.get("arguments", [])]
    wasi.stdin_file, wasi.stdout_file = files
    store.set_wasi(wasi)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    linker.allow_shadowing = True
    yields = []
    linker.define_func(WASI, "sched_yield", wasmtime.FuncType([], [wasmtime.ValType.i32()]), lambda: yields.append(0) or 0)
    exports = linker.instantiate(store, module).exports(store)
    results = [call(store, exports, **one) for one in request["calls"]]
    with open(files[1], "rb") as file:
        output = file.read().decode("latin1")
    return {"output": output, "results": results, "yields": len(yields)}


def call(store, exports, name, values=(), allocate=None):
    arguments = []
    for value in values:
        if isinstance(value, str):
            text = value.encode()
            pointer = exports[allocate](store, len(text))
            exports["memory"].write(store, text, pointer)
            arguments += [pointer, len(text)]
        else:
            arguments.append(value)
    try:
        result = exports[name](store, *arguments)
    except wasmtime.ExitTrap as trap:
        return f"exit {trap.code}"
    except wasmtime.Trap as trap:
        return str(trap.trap_code)
    if exports[name].type(store).results != [wasmtime.ValType.i64()]:
        return result
    result &= 0xFFFFFFFFFFFFFFFF
    pointer, size = result >> 32, result & 0xFFFFFFFF
    return exports["memory"].read(store, pointer, pointer + size).decode("latin1")


def main():
    config = wasmtime.Config()
    config.cranelift_opt_level = "none"  # compiles in half the time
    engine = wasmtime.Engine(config)
    with tempfile.TemporaryDirectory() as directory:
        json.dump([run(engine, request, directory) for request in json.load(sys.stdin)], sys.stdout)


main()
