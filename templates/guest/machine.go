package guesthost

import (
	"bytes"
	"os"
	"strconv"
)

// machineMemory returns how many bytes this process may use, as far as the
// system tells: the limit of its control group, or the machine's memory. It is
// 0 if unknown.
func machineMemory() uint64 {
	var least uint64
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		if text, err := os.ReadFile(file); err == nil {
			least = smaller(least, text, 1)
		}
	}
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		if fields := bytes.Fields(text); len(fields) > 1 && string(fields[0]) == "MemTotal:" {
			least = smaller(least, fields[1], 1024)
		}
	}
	return least
}

// smaller returns the lesser of a known number and one in a text.
func smaller(known uint64, text []byte, unit uint64) uint64 {
	number, err := strconv.ParseUint(string(bytes.TrimSpace(text)), 10, 50)
	if err != nil || number == 0 || known != 0 && known < number*unit {
		return known
	}
	return number * unit
}

// warnAboutMemory reports limits that the machine cannot fulfil.
func warnAboutMemory(c *Config, r *Release, machine uint64) {
	each := uint64(c.MaxMemory) + countedStack
	if r.Depth == 0 {
		each = uint64(c.MaxMemory) + uncountedStack
	}
	most := uint64(c.Live) * each
	if machine != 0 && most > machine {
		c.Log.Warn("guest: the limits allow more memory than this machine has; lower Config.Live or Config.MaxMemory",
			"live", c.Live, "perGuest", each, "most", most, "machine", machine)
	}
}
