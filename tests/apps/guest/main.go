//go:build wasip1

// Guest is a server-side guest with the work that guests do: JSON, sorting, regular expressions, goroutines, panics.
package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"sync"
)

type item struct {
	Name  string            `json:"name"`
	Count int               `json:"count"`
	Tags  []string          `json:"tags"`
	Extra map[string]string `json:"extra"`
	Price float64           `json:"price"`
}

func items(size int) []item {
	var list []item
	for i := 0; i < size; i++ {
		list = append(list, item{
			Name:  fmt.Sprintf("item-%d", (i*7919)%size),
			Count: i * i % 1000,
			Tags:  []string{"a", "b-12", strings.Repeat("x", i%17)},
			Extra: map[string]string{"k": fmt.Sprint(i), "z": "y"},
			Price: float64(i) / 3,
		})
	}
	return list
}

//go:wasmexport transform
func transform(size int32) {
	text, err := json.Marshal(items(int(size)))
	if err != nil {
		panic(err)
	}
	var back []item
	if err := json.Unmarshal(text, &back); err != nil {
		panic(err)
	}
	sort.Slice(back, func(i, j int) bool { return back[i].Name < back[j].Name })
	indented, err := json.MarshalIndent(back, "", " ")
	fmt.Println(string(indented), err)
}

var pair = regexp.MustCompile(`(?i)([a-z]+)-(\d+)|"(z+)"`)

//go:wasmexport filter
func filter(size int32) {
	for _, it := range items(int(size)) {
		fmt.Println(pair.ReplaceAllString(fmt.Sprintf("%q %v", it, it), "$2:$1:$3"))
	}
}

//go:wasmexport concurrent
func concurrent(size int32) {
	results := make(chan string, size)
	var all sync.WaitGroup
	for i := range int(size) {
		all.Add(1)
		go func() {
			defer all.Done()
			results <- strings.Repeat(fmt.Sprint(i), i%5)
		}()
	}
	all.Wait()
	close(results)
	var list []string
	for result := range results {
		list = append(list, result)
	}
	sort.Strings(list)
	fmt.Println(strings.Join(list, ","))
}

func deep(depth, left int) int {
	if left == 0 {
		panic(fmt.Sprint("at depth ", depth))
	}
	return deep(depth+1, left-1) + 1
}

//go:wasmexport recover
func recovers(depth int32) {
	defer func() { fmt.Println("recovered:", recover()) }()
	deep(0, int(depth))
}

//go:wasmexport copies
func copies(size int32) {
	block := make([]byte, size)
	for i := range block {
		block[i] = byte(i * 31)
	}
	for turn := 1; turn < 20; turn++ {
		copy(block[turn:], block)
	}
	sum := 0
	for _, value := range block {
		sum = sum*33 + int(value)
	}
	fmt.Println(sum)
}

func main() {}
