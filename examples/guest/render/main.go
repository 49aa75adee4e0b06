// Command render is a guest: it executes a template that a tenant wrote. In the
// host's own process such a template could loop for hours or fill the memory.
//
//	wasmpair guest --sdk guest
//	GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -o render.wasm .
package main

import (
	"bytes"
	"encoding/json"
	"text/template"

	"example.com/render/guest"
)

func main() {}

// request is the input, as JSON; the output is text.
type request struct {
	Template string `json:"template"`
	Data     any    `json:"data"`
}

//go:wasmexport render
func render(n uint32) uint32 {
	return guest.Serve(n, func(in []byte) ([]byte, error) {
		var r request
		if err := json.Unmarshal(in, &r); err != nil {
			return nil, err
		}
		t, err := template.New("tenant").Funcs(template.FuncMap{"host": host}).Parse(r.Template)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = t.Execute(&out, r.Data)
		return out.Bytes(), err
	})
}

// host lets templates use what the host grants to their tenant.
func host(key string) string {
	value, _ := guest.Data(key)
	return string(value)
}
