package guesthost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// A host is made once and used by all requests.
func Example() {
	ctx := context.Background()
	host, err := New(ctx, Config{Timeout: 200 * time.Millisecond})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = host.Close() }()

	entry := Embedded().Entries[0].Name
	http.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		out, err := host.Invoke(r.Context(), entry, r.Header.Get("X-Tenant"), []byte("input"))
		switch {
		case errors.Is(err, ErrBusy):
			w.WriteHeader(http.StatusTooManyRequests)
		case errors.Is(err, ErrRefused):
			w.WriteHeader(http.StatusUnprocessableEntity)
		case errors.Is(err, ErrTimeout):
			w.WriteHeader(http.StatusGatewayTimeout)
		case err != nil:
			w.WriteHeader(http.StatusBadGateway)
		default:
			_, _ = w.Write(out)
		}
	})
}

// Observe feeds any library of metrics. With Prometheus:
//
//	Observe: func(c guesthost.Call) {
//		seconds.WithLabelValues(c.Entry, outcome(c.Err)).Observe(c.Run.Seconds())
//		work.WithLabelValues(c.Entry).Add(float64(c.Work))
//	}
//
// With OpenTelemetry:
//
//	Observe: func(c guesthost.Call) {
//		duration.Record(ctx, c.Run.Seconds(), metric.WithAttributes(attribute.String("entry", c.Entry)))
//	}
//
// Names of tenants make a series each: leave them out if there are many.
func ExampleConfig_observe() {
	config := Config{Observe: func(c Call) {
		fmt.Println(c.Entry, c.Tenant, c.Wait, c.Run, c.Work, c.Memory, c.Err)
	}}
	_ = config
}
