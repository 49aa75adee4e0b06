//go:build tools

// Package tools pins bazel-remote, the cache server that the tests run: `go build` builds the program from it.
package tools

import _ "github.com/buchgr/bazel-remote/v2"
