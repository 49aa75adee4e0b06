package main

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"example.com/server/renderguest"
)

// document is the guest's input.
type document struct {
	Template string `json:"template"`
	Data     any    `json:"data"`
}

// friendly is what alice asks for.
var friendly = document{
	Template: `{{host "greeting"}}: {{range .items}}{{.}} {{end}}`,
	Data:     map[string]any{"items": []string{"one", "two", "three"}},
}

// hostile is what mallory asks for.
func hostile() []document {
	many := make([]int, 200)
	loop := strings.Repeat("{{range $}}", 6) + strings.Repeat("{{end}}", 6)
	return []document{
		{Template: loop, Data: many}, // never ends
		{Template: `{{range $}}{{range $}}{{printf "%900000d" 1}}{{end}}{{end}}`, Data: many}, // fills the memory
		{Template: `{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`},                   // recursion
		{Template: "{{\x1b[2J"}, // an error with control characters
		{Template: `{{host "../alice/greeting"}}{{printf "%1000000s" "x"}}`},                             // asks for another's data
		{Template: strings.Repeat(`{{range $}}`, 3) + "text" + strings.Repeat("{{end}}", 3), Data: many}, // much output
	}
}

// visit keeps calling the host for both tenants: alice one call at a time,
// mallory sixteen.
func visit(ctx context.Context, host *renderguest.Host) {
	go repeat(ctx, host, "alice", 100*time.Millisecond, friendly)
	for range 16 {
		go repeat(ctx, host, "mallory", time.Millisecond, hostile()...)
	}
}

func repeat(ctx context.Context, host *renderguest.Host, tenant string, pause time.Duration, documents ...document) {
	for n := 0; ctx.Err() == nil; n++ {
		in, err := json.Marshal(documents[n%len(documents)])
		if err != nil {
			return
		}
		// The recorder sees the error; mallory would not care about it.
		_, _ = host.Render(ctx, tenant, in)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}
