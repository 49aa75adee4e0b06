package guesthost

import (
	"context"
	"encoding/json"
	"fmt"
)

// JSON makes a typed function of an entry whose input and output are JSON:
//
//	render := guesthost.JSON[Document, Page](host.Handle)
//	page, err := render(ctx, tenant, document)
//
// Output that is not valid for Out is ErrProtocol.
func JSON[In, Out any](entry func(ctx context.Context, tenant string, in []byte) ([]byte, error)) func(ctx context.Context, tenant string, in In) (Out, error) {
	return func(ctx context.Context, tenant string, in In) (out Out, err error) {
		text, err := json.Marshal(in)
		if err != nil {
			return out, fmt.Errorf("guest: input: %w", err)
		}
		if text, err = entry(ctx, tenant, text); err != nil {
			return out, err
		}
		if err := json.Unmarshal(text, &out); err != nil {
			var none Out
			return none, fmt.Errorf("guest, tenant %q: %w: its output is not the expected JSON: %s",
				tenant, ErrProtocol, printable([]byte(err.Error()), 200))
		}
		return out, nil
	}
}
