module example.com/wasmimport

go 1.21
