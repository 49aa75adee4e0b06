package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	gingzip "github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	echomiddleware "github.com/labstack/echo/v4/middleware"

	assets "goserver"
)

// A published file, with its content in each encoding.
type published struct {
	path     string
	contents map[string][]byte
}

// publish makes a release of a script of a kilobyte and a module of a megabyte, and opens it.
func publish(t *testing.T) (*assets.Site, map[string]published) {
	t.Helper()
	files := fstest.MapFS{}
	all := make(map[string]published)
	random := rand.New(rand.NewSource(1))
	add := func(stem, extension, contentType string, size int) map[string]any {
		content := make([]byte, size)
		for i := range content {
			content[i] = "0123456789abcdef"[random.Intn(16)]
		}
		var compressed bytes.Buffer
		w, _ := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
		_, _ = w.Write(content)
		_ = w.Close()
		name := stem + "." + digest(content)[:16] + "." + extension
		file := published{"/" + name, map[string][]byte{"": content, "gzip": compressed.Bytes(), "br": compressed.Bytes()[10:]}}
		all[stem] = file
		files[name] = &fstest.MapFile{Data: content}
		var encodings []map[string]any
		for _, encoding := range []string{"gzip", "br"} {
			data := file.contents[encoding]
			files[name+"."+encoding] = &fstest.MapFile{Data: data}
			encodings = append(encodings, map[string]any{"encoding": encoding, "path": name + "." + encoding, "bytes": len(data), "sha256": digest(data)})
		}
		return map[string]any{
			"path": name, "url": name, "type": contentType, "bytes": size, "sha256": digest(content),
			"integrity": "sha384-" + strings.Repeat("A", 64), "cacheControl": "public, max-age=31536000, immutable", "encodings": encodings,
		}
	}
	bundle := map[string]any{
		"wasm": add("app", "wasm", "application/wasm", 1<<20), "shim": add("shim", "js", "text/javascript", 3000), "loader": add("script", "js", "text/javascript", 1000),
	}
	text, err := json.Marshal(map[string]any{"version": 1, "base": "", "bundles": map[string]any{"app": bundle}})
	if err != nil {
		t.Fatal(err)
	}
	files["wasmpair.json"] = &fstest.MapFile{Data: text, ModTime: time.Now()}
	site, err := assets.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	return site, all
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func tagOf(content []byte) string { return `"` + digest(content)[:32] + `"` }

// A client requests from one server, and counts its connections.
type client struct {
	*http.Client
	url         string
	connections int
}

// start starts a server, and fails the test if it reports an error.
func start(t *testing.T, handler http.Handler, protocol string) *client {
	t.Helper()
	var messages bytes.Buffer
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(&messages, "", 0)
	server.EnableHTTP2 = protocol == "HTTP/2.0"
	if server.EnableHTTP2 {
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(func() {
		server.Close()
		if messages.Len() > 0 {
			t.Errorf("the server reports:\n%s", &messages)
		}
	})
	c := &client{Client: server.Client(), url: server.URL}
	c.Transport.(*http.Transport).DisableCompression = true
	return c
}

// do returns the response and its content; fields are given as name, value, name, value.
func (c *client) do(t *testing.T, method, path string, fields ...string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequest(method, c.url+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(fields); i += 2 {
		r.Header.Add(fields[i], fields[i+1])
	}
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		if !info.Reused {
			c.connections++
		}
	}}
	response, err := c.Do(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return response, content
}

// expect compares a response: status, content and fields; "" is a field that must be absent.
func expect(t *testing.T, place string, response *http.Response, got []byte, status int, content []byte, fields ...string) {
	t.Helper()
	if response.StatusCode != status {
		t.Errorf("%s: status %d, want %d", place, response.StatusCode, status)
	}
	if !bytes.Equal(got, content) {
		t.Errorf("%s: %d bytes, want %d", place, len(got), len(content))
	}
	fields = append(fields, "Vary", "Accept-Encoding")
	for i := 0; i < len(fields); i += 2 {
		if value := strings.Join(response.Header.Values(fields[i]), " | "); value != fields[i+1] {
			t.Errorf("%s: %s: %q, want %q", place, fields[i], value, fields[i+1])
		}
	}
}

// expectAll sends every kind of request, all of them on one connection.
func expectAll(t *testing.T, c *client, files map[string]published, protocol string) {
	t.Helper()
	first, _ := c.do(t, http.MethodGet, files["app"].path)
	if first.Proto != protocol {
		t.Errorf("%s, want %s", first.Proto, protocol)
	}
	const missing = "No file of the release has this path. The manifest lists the files.\n"
	for _, file := range files {
		for _, accepted := range []string{"gzip", "gzip, deflate, br", "identity"} {
			encoding := map[string]string{"gzip": "gzip", "gzip, deflate, br": "br", "identity": "identity"}[accepted]
			content := file.contents[strings.Replace(encoding, "identity", "", 1)]
			size := strconv.Itoa(len(content))
			request := func(method string, fields ...string) (string, *http.Response, []byte) {
				response, got := c.do(t, method, file.path, append(fields, "Accept-Encoding", accepted)...)
				return fmt.Sprintf("%s %s for %s %v", method, file.path, accepted, fields), response, got
			}
			place, response, got := request(http.MethodGet)
			expect(t, place, response, got, 200, content, "Content-Encoding", encoding, "ETag", tagOf(content), "Content-Length", size)
			place, response, got = request(http.MethodHead)
			expect(t, place, response, got, 200, nil, "Content-Encoding", encoding, "ETag", tagOf(content), "Content-Length", size)
			place, response, got = request(http.MethodGet, "If-None-Match", tagOf(content))
			expect(t, place, response, got, 304, nil, "Content-Encoding", "", "ETag", tagOf(content))
			place, response, got = request(http.MethodGet, "Range", "bytes=8-15")
			if encoding == "identity" {
				expect(t, place, response, got, 206, content[8:16], "Content-Encoding", encoding, "ETag", tagOf(content), "Content-Length", "8")
			} else {
				expect(t, place, response, got, 200, content, "Content-Encoding", encoding, "Accept-Ranges", "")
			}
			place, response, got = request(http.MethodPost)
			expect(t, place, response, got, 405, []byte("Only GET and HEAD are allowed.\n"), "Content-Encoding", "", "ETag", "")

			response, got = c.do(t, http.MethodGet, "/absent.wasm", "Accept-Encoding", accepted)
			expect(t, "404 for "+accepted, response, got, 404, []byte(missing), "Content-Encoding", "", "Cache-Control", "no-store")
			response, got = c.do(t, http.MethodHead, "/absent.wasm", "Accept-Encoding", accepted)
			expect(t, "HEAD, 404 for "+accepted, response, got, 404, nil, "Content-Encoding", "", "Cache-Control", "no-store")
		}
	}
	if c.connections != 1 {
		t.Errorf("%d connections, want 1", c.connections)
	}
}

// Without middleware, an unencoded response has no label.
func TestLabelsNothingWithoutMiddleware(t *testing.T) {
	site, files := publish(t)
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
		response, got := start(t, site, protocol).do(t, http.MethodGet, files["app"].path)
		expect(t, response.Proto, response, got, 200, files["app"].contents[""], "Content-Encoding", "", "Accept-Ranges", "bytes")
	}
}

// A seen response is what middleware observes.
type seen struct {
	status int
	bytes  int64
}

func TestPassesCompressingMiddleware(t *testing.T) {
	site, files := publish(t)
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
		for name, around := range map[string]func(http.Handler) http.Handler{"echo": aroundEcho, "gin": aroundGin} {
			t.Run(name+" "+protocol, func(t *testing.T) {
				expectAll(t, start(t, around(site), protocol), files, protocol)
			})
		}
	}
}

// Loggers and metrics, on both sides of the middleware, get status and size.
func TestOtherMiddlewareGetsTheResponse(t *testing.T) {
	site, files := publish(t)
	log := make(chan seen)
	echoLogger := func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			called := false
			c.Response().Before(func() { called = true })
			err := next(c)
			if !called || !c.Response().Committed {
				t.Error("the response is not committed")
			}
			log <- seen{c.Response().Status, c.Response().Size}
			return err
		}
	}
	inEcho := echo.New()
	inEcho.Use(echoLogger, echomiddleware.Gzip(), echoLogger)
	inEcho.Any("/*", echo.WrapHandler(site))

	ginLogger := func(c *gin.Context) {
		c.Next()
		c.Writer.WriteHeaderNow() // as gin does at the end
		log <- seen{c.Writer.Status(), int64(c.Writer.Size())}
	}
	gin.SetMode(gin.ReleaseMode)
	inGin := gin.New()
	inGin.Use(ginLogger, gingzip.Gzip(gzip.DefaultCompression), ginLogger)
	inGin.Any("/*path", gin.WrapH(site))

	for name, handler := range map[string]http.Handler{"echo": inEcho, "gin": inGin} {
		c := start(t, handler, "HTTP/1.1")
		app := files["app"]
		for _, test := range []struct {
			path, field, value string
			status             int
			content            []byte
		}{
			{app.path, "X", "", 200, app.contents["gzip"]},
			{app.path, "If-None-Match", "*", 304, nil},
			{app.path, "If-Match", `"x"`, 412, []byte("The ETag has changed.\n")},
			{"/absent", "X", "", 404, []byte("No file of the release has this path. The manifest lists the files.\n")},
		} {
			observed := make(chan [2]seen)
			go func() { observed <- [2]seen{<-log, <-log} }()
			response, got := c.do(t, http.MethodGet, test.path, "Accept-Encoding", "gzip", test.field, test.value)
			expect(t, name, response, got, test.status, test.content)
			want := seen{test.status, int64(len(test.content))}
			if both := <-observed; both != [2]seen{want, want} {
				t.Errorf("%s, %d: middleware gets %v, want %v twice", name, test.status, both, want)
			}
		}
		if c.connections != 1 {
			t.Errorf("%s: %d connections, want 1", name, c.connections)
		}
	}
}

// A copier is middleware with a writer of its own between the compressing one and the handler.
type copier struct {
	gin.ResponseWriter
	copied *bytes.Buffer
}

func (c copier) Write(p []byte) (int, error) {
	c.copied.Write(p)
	return c.ResponseWriter.Write(p)
}

// The handler passes no middleware that it does not know: what is behind it is compressed again, once.
func TestPassesNoOtherMiddleware(t *testing.T) {
	site, files := publish(t)
	var copied bytes.Buffer
	inEcho := echo.New()
	inEcho.Use(echomiddleware.Gzip(), echomiddleware.BodyDump(func(_ echo.Context, _, body []byte) { copied.Write(body) }))
	inEcho.Any("/*", echo.WrapHandler(site))
	inGin := gin.New()
	inGin.Use(gingzip.Gzip(gzip.DefaultCompression), func(c *gin.Context) {
		c.Writer = copier{c.Writer, &copied}
		c.Next()
	})
	inGin.Any("/*path", gin.WrapH(site))
	for name, handler := range map[string]http.Handler{"echo": inEcho, "gin": inGin, "gorilla": aroundGorilla(site)} {
		copied.Reset()
		content := files["app"].contents[""]
		response, got := start(t, handler, "HTTP/1.1").do(t, http.MethodGet, files["app"].path, "Accept-Encoding", "gzip", "If-None-Match", "*")
		reader, err := gzip.NewReader(bytes.NewReader(got))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		decoded, err := io.ReadAll(reader)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		expect(t, name, response, decoded, 200, content, "Content-Encoding", "gzip", "ETag", "")
		if name != "gorilla" && !bytes.Equal(copied.Bytes(), content) {
			t.Errorf("%s: middleware gets %d bytes, want %d", name, copied.Len(), len(content))
		}
	}
}
