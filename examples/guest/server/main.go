// Command server renders the templates of two tenants in a guest. One of them,
// mallory, sends templates that do harm. A page shows what becomes of it.
//
//	wasmpair guest render.wasm --out renderguest --package renderguest
//	go run .
package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/server/renderguest"
)

//go:embed page.html
var page []byte

func main() {
	address := flag.String("listen", "localhost:8080", "where the server listens")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *address); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, address string) error {
	seen := newRecorder()
	host, err := renderguest.New(ctx, renderguest.Config{
		Timeout:   500 * time.Millisecond,
		MaxMemory: 32 << 20,
		Waiting:   8,
		Snapshot:  true, // Templates have no random numbers that could repeat.
		Data:      grants,
		Observe:   seen.observe,
	})
	if err != nil {
		return err
	}
	defer func() { _ = host.Close() }()

	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", servePage)
	mux.HandleFunc("GET /events", seen.serveEvents)
	mux.HandleFunc("POST /render/{tenant}", renderFor(host))
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	fmt.Printf("http://%s shows the calls of both tenants. Ctrl-C ends.\n", listener.Addr())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	go visit(ctx, host)
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// grants is all the data that templates can have. The tenant is the host's own
// word for the caller; a template cannot choose it.
func grants(_ context.Context, tenant, key string) ([]byte, error) {
	if key == "greeting" {
		return []byte("Hello from " + tenant), nil
	}
	return nil, fs.ErrNotExist
}

func servePage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'")
	_, _ = w.Write(page)
}

// renderFor answers POST /render/TENANT. A real server takes the tenant from
// the caller's credentials.
func renderFor(host *renderguest.Host) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		in, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "the request is too large", http.StatusRequestEntityTooLarge)
			return
		}
		out, err := host.Render(r.Context(), r.PathValue("tenant"), in)
		if err != nil {
			http.Error(w, err.Error(), status(err))
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write(out)
	}
}

// status is the HTTP status for an error of a guest.
func status(err error) int {
	switch {
	case errors.Is(err, renderguest.ErrBusy):
		return http.StatusTooManyRequests
	case errors.Is(err, renderguest.ErrClosed):
		return http.StatusServiceUnavailable
	case errors.Is(err, renderguest.ErrTimeout), errors.Is(err, renderguest.ErrBudget):
		return http.StatusGatewayTimeout
	default:
		return http.StatusUnprocessableEntity
	}
}
