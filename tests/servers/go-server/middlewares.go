package main

import (
	"compress/gzip"
	"fmt"
	"net"
	"net/http"

	gingzip "github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gorilla/handlers"
	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"
	echomiddleware "github.com/labstack/echo/v4/middleware"
	"github.com/valyala/fasthttp"
	"github.com/valyala/fasthttp/fasthttpadaptor"
)

// serve serves the handler inside the middleware, with its usual configuration.
func serve(listener net.Listener, handler http.Handler) error {
	switch *around {
	case "":
		return http.Serve(listener, handler)
	case "chi":
		return http.Serve(listener, middleware.Compress(5, "text/*", "application/*")(handler))
	case "gzhttp":
		return http.Serve(listener, gzhttp.GzipHandler(handler))
	case "gorilla":
		return http.Serve(listener, aroundGorilla(handler))
	case "echo":
		return http.Serve(listener, aroundEcho(handler))
	case "gin":
		return http.Serve(listener, aroundGin(handler))
	case "fasthttp":
		return fasthttp.Serve(listener, fasthttp.CompressHandlerBrotliLevel(fasthttpadaptor.NewFastHTTPHandler(handler), 5, 5))
	case "fiber":
		app := fiber.New(fiber.Config{DisableStartupMessage: true})
		app.Use(compress.New())
		app.Use(adaptor.HTTPHandler(handler))
		return app.Listener(listener)
	}
	return fmt.Errorf("there is no middleware %q", *around)
}

func aroundGorilla(handler http.Handler) http.Handler {
	if !*excluded {
		return handlers.CompressHandler(handler)
	}
	mux := http.NewServeMux()
	mux.Handle("/", handler)
	mux.Handle("/api/", handlers.CompressHandler(http.NotFoundHandler()))
	return mux
}

func aroundEcho(handler http.Handler) http.Handler {
	server := echo.New()
	server.Use(echomiddleware.Gzip())
	server.Any("/*", echo.WrapHandler(handler))
	return server
}

func aroundGin(handler http.Handler) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	server := gin.New()
	server.Use(gingzip.Gzip(gzip.DefaultCompression))
	server.Any("/*path", gin.WrapH(handler))
	return server
}
