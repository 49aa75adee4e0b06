//go:build unix

package guesthost

import (
	"io/fs"
	"os"
	"syscall"
)

// privateTo reports whether no other user can change what a directory has. If
// it is not alone, others may look, root may own it, and a sticky bit protects
// as in /tmp.
func privateTo(info fs.FileInfo, alone bool) bool {
	status, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return false
	}
	mine := int(status.Uid) == os.Geteuid()
	if alone {
		return mine && info.Mode().Perm()&0o077 == 0
	}
	protected := info.Mode().Perm()&0o022 == 0 || info.Mode()&fs.ModeSticky != 0
	return (mine || status.Uid == 0) && protected
}
