//go:build js && wasm

// State computes a digest of much of what a Go program keeps in memory: initialized tables with gaps of many sizes,
// maps, goroutines and timers, sorted and encoded values. Two builds of it that print the same digests started from the
// same memory image and ran the same way.
package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"sync"
	"time"
	"unicode"
)

func main() {
	fmt.Println("tables    ", digest(tableBytes()))
	fmt.Println("unicode   ", digest(letterCounts()))
	fmt.Println("goroutines", digest(sumsByGoroutines(64)))
	fmt.Println("timers    ", strings.Join(relay(5), " "))
	fmt.Println("calendar  ", strings.Join(leapDays(1996, 2012), " "))
	fmt.Println("json      ", roundTrip())
	fmt.Println("heap      ", digest(heapGrowth()))
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return fmt.Sprintf("%x", sum[:8])
}

// tableBytes reads every byte of the sparse tables (tables.go), zeros included.
func tableBytes() []byte {
	var content []byte
	for _, value := range sparse {
		content = binary.LittleEndian.AppendUint64(content, value)
	}
	content = append(content, dense[:]...)
	for _, value := range zeros {
		content = append(content, value)
	}
	return content
}

// letterCounts walks the tables of package unicode, the largest static data of the standard library.
func letterCounts() []byte {
	counts := map[string]int{}
	for name, table := range unicode.Scripts {
		for r := rune(0); r < 0x3000; r++ {
			if unicode.Is(table, r) {
				counts[name]++
			}
		}
	}
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	sort.Strings(names)
	var text strings.Builder
	for _, name := range names {
		fmt.Fprintf(&text, "%s=%d\n", name, counts[name])
	}
	return []byte(text.String())
}

func sumsByGoroutines(workers int) []byte {
	var lock sync.Mutex
	var group sync.WaitGroup
	sums := map[int]uint64{}
	for worker := 0; worker < workers; worker++ {
		group.Add(1)
		go func(worker int) {
			defer group.Done()
			var sum uint64
			for index, value := range sparse {
				if index%workers == worker {
					sum += value
				}
			}
			lock.Lock()
			defer lock.Unlock()
			sums[worker] = sum
		}(worker)
	}
	group.Wait()
	encoded, err := json.Marshal(sums)
	if err != nil {
		panic(err)
	}
	return encoded
}

// relay hands a baton from goroutine to goroutine. Each sleeps with it, so that the program leaves the module for the
// host's event loop and is resumed by a timer.
func relay(runners int) []string {
	first := make(chan []string, 1)
	in := first
	for runner := 1; runner <= runners; runner++ {
		out := make(chan []string, 1)
		go func(runner int, in, out chan []string) {
			baton := <-in
			time.Sleep(time.Duration(runner) * time.Millisecond)
			out <- append(baton, fmt.Sprint(runner))
		}(runner, in, out)
		in = out
	}
	first <- nil
	return <-in
}

func leapDays(from, to int) []string {
	var days []string
	for year := from; year <= to; year++ {
		day := time.Date(year, time.February, 29, 12, 0, 0, 0, time.UTC)
		if day.Month() == time.February {
			days = append(days, day.Format("Mon/2006"))
		}
	}
	return days
}

func roundTrip() string {
	type record struct {
		Name   string             `json:"name"`
		Values map[string]float64 `json:"values,omitempty"`
		Parent *record            `json:"parent,omitempty"`
	}
	in := record{Name: "leaf", Values: map[string]float64{"pi": 3.25, "e": 2.75}, Parent: &record{Name: "röot"}}
	encoded, err := json.Marshal(in)
	if err != nil {
		panic(err)
	}
	var out record
	if err := json.Unmarshal(encoded, &out); err != nil {
		panic(err)
	}
	again, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return string(again)
}

// heapGrowth makes the memory grow well past the pages that the module asks for.
func heapGrowth() []byte {
	blocks := make([][]byte, 48)
	for index := range blocks {
		blocks[index] = make([]byte, 1<<20)
		blocks[index][index] = byte(index + 1)
	}
	hash := sha256.New()
	for _, block := range blocks {
		hash.Write(block[:1<<10])
	}
	return hash.Sum(nil)
}
