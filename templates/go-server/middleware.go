package assets

import (
	"net/http"
	"reflect"
	"strings"
)

// A typeName names a type of another package, which this one does not import.
type typeName struct{ pkg, name string }

var (
	echoResponse   = typeName{"github.com/labstack/echo/v4", "Response"}
	echoCompressor = typeName{"github.com/labstack/echo/v4/middleware", "gzipResponseWriter"}
	ginResponse    = typeName{"github.com/gin-gonic/gin", "responseWriter"}
	ginCompressor  = typeName{"github.com/gin-contrib/gzip", "gzipWriter"}

	anyWriter = reflect.TypeFor[http.ResponseWriter]()
)

// bypass returns a ResponseWriter that passes middleware which would encode the response again, and what to call at the
// end of the response. It passes nothing else: all other middleware gets the response as usual.
func bypass(w http.ResponseWriter) (response http.ResponseWriter, end func()) {
	switch typeOf(w) {
	case echoResponse:
		bypassEcho(w)
	case ginCompressor:
		if response, end = bypassGin(w); response != nil {
			return response, end
		}
	}
	return w, func() {}
}

// bypassEcho takes the compressing writer out of the Response of echo, as its middleware does by itself after a
// response without a body. The middleware notices that nothing was written to its writer, and adds nothing.
func bypassEcho(response http.ResponseWriter) {
	field, compressor := writerIn(response, "Writer")
	if compressor == nil || field.Type() != anyWriter || typeOf(compressor) != echoCompressor {
		return
	}
	if wrapper, ok := compressor.(unwrapper); ok {
		field.Set(reflect.ValueOf(wrapper.Unwrap()))
	}
}

// bypassGin returns the writer of gin to which its compressing one writes; nil if there is another one in between. After
// the handler, the middleware writes an empty gzip stream to it. net/http would close the connection because of bytes
// beyond the Content-Length: after the end, none reach it.
func bypassGin(compressor http.ResponseWriter) (response http.ResponseWriter, end func()) {
	_, response = writerIn(compressor, "ResponseWriter")
	if response == nil || typeOf(response) != ginResponse {
		return nil, nil
	}
	field, server := writerIn(response, "ResponseWriter")
	if server == nil || field.Type() != anyWriter {
		return nil, nil
	}
	response.Header().Del("Content-Encoding") // of the middleware, which sets it beforehand
	return response, func() { field.Set(reflect.ValueOf(&ended{server})) }
}

// writerIn returns the exported field of a struct that holds a ResponseWriter, and its value; nil if there is none.
func writerIn(w http.ResponseWriter, name string) (reflect.Value, http.ResponseWriter) {
	field := reflect.ValueOf(w).Elem().FieldByName(name)
	if !field.IsValid() || !field.CanSet() {
		return field, nil
	}
	writer, _ := field.Interface().(http.ResponseWriter)
	return field, writer
}

// ended is a ResponseWriter whose response is complete.
type ended struct{ http.ResponseWriter }

func (*ended) Write([]byte) (int, error) { return 0, http.ErrContentLength }

// Unwrap is for http.ResponseController.
func (e *ended) Unwrap() http.ResponseWriter { return e.ResponseWriter }

// Flush is for gin, which does not unwrap.
func (e *ended) Flush() { _ = http.NewResponseController(e.ResponseWriter).Flush() }

// isEncoded reports whether middleware will encode a response even if it has a Content-Encoding: that of
// gorilla/handlers, which sets the field beforehand, and those that bypass cannot pass because there is other
// middleware in between.
func isEncoded(w http.ResponseWriter) bool {
	if w.Header().Get("Content-Encoding") != "" {
		return true
	}
	for layer := 0; layer < 16; layer++ {
		t := typeOf(w)
		if t.name == echoCompressor.name && strings.Contains(t.pkg, "/echo/") {
			return true
		}
		wrapper, ok := w.(unwrapper)
		if !ok {
			return false
		}
		w = wrapper.Unwrap()
	}
	return false
}

// isServers reports whether a ResponseWriter is that of a server, and not of middleware. fasthttp has middleware that
// cannot be seen from a handler, so that its writer does not count.
func isServers(w http.ResponseWriter) bool {
	switch t := typeOf(w); t.pkg {
	case "net/http": // not http.TimeoutHandler
		return t.name == "response" || strings.EqualFold(t.name, "http2ResponseWriter") // another case before Go 1.27
	case "golang.org/x/net/http2", "github.com/quic-go/quic-go/http3":
		return t.name == "responseWriter"
	case "net/http/httptest":
		return t.name == "ResponseRecorder"
	}
	return false
}

// An unwrapper is a ResponseWriter of middleware, as http.ResponseController knows them.
type unwrapper interface {
	Unwrap() http.ResponseWriter
}

// typeOf names the type of a ResponseWriter, or the one that it points to.
func typeOf(w http.ResponseWriter) typeName {
	t := reflect.TypeOf(w)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return typeName{t.PkgPath(), t.Name()}
}
