// Query applies a jq program, its argument, to the JSON values on standard input.
package main

import (
	"os"

	"github.com/itchyny/gojq/cli"
)

func main() { os.Exit(cli.Run()) }
