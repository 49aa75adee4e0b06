package assets

import (
	"embed"
	"html/template"
	"sync"
)

// embedded is this directory, with the release that was packed into it before the program was compiled.
//
//go:embed [^._]*
var embedded embed.FS

// theEmbedded loads the embedded release once.
var theEmbedded = sync.OnceValues(func() (*Site, error) { return Open(embedded, CheckEvery(-1)) })

// Embedded returns a Site for the release that is embedded in the program.
func Embedded(options ...Option) (*Site, error) {
	return Open(embedded, append(options, CheckEvery(-1))...)
}

// Current returns the embedded release. It panics if there is none: pack one into the directory of this package before
// you compile the program.
func Current() *Release {
	site, err := theEmbedded()
	if err != nil {
		panic(err)
	}
	return site.Release()
}

// Bundle returns the program with this name in the embedded release, or nil; see [Current].
func Bundle(name string) *Program {
	return Current().Bundle(name)
}

// Asset returns the further file with this name in the embedded release, or nil; see [Current].
func Asset(name string) *File {
	return Current().Asset(name)
}

// Head returns the tags for the <head> of a page of the embedded release; see [Release.Head].
func Head() template.HTML {
	return Current().Head()
}

// Policy returns the Content-Security-Policy for a page of the embedded release; see [Release.Policy].
func Policy() string {
	return Current().Policy()
}
