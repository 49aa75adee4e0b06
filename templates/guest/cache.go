package guesthost

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tetratelabs/wazero"
)

// wazero looks up its own version when it is first asked for it, and keeps it in
// a variable without a lock: two hosts that are made at the same time would race
// for it. Packages are initialized one after the other. No directory can have
// this name, so nothing else happens.
var _, _ = wazero.NewCompilationCacheWithDir("\x00")

// openCache returns the cache of compiled code. wazero keys it by the module's
// content and its own version. A directory that the user named must be usable;
// without one, an unusable default means no cache on disk.
func openCache(c *Config) (wazero.CompilationCache, error) {
	directory := c.CacheDir
	if c.NoCache {
		return wazero.NewCompilationCache(), nil
	}
	if directory == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return wazero.NewCompilationCache(), nil
		}
		directory = filepath.Join(user, "wasmpair-guests")
	}
	cache, err := openCacheIn(directory)
	if err != nil && c.CacheDir == "" {
		c.Log.Warn("guest: compiled code is not cached on disk", "reason", err.Error())
		return wazero.NewCompilationCache(), nil
	}
	return cache, err
}

func openCacheIn(directory string) (wazero.CompilationCache, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, fmt.Errorf("guest: cache: %w", err)
	}
	if err := ownedAlone(directory); err != nil {
		return nil, fmt.Errorf("guest: cache: %w", err)
	}
	cache, err := wazero.NewCompilationCacheWithDir(directory)
	if err != nil {
		return nil, fmt.Errorf("guest: cache: %w", err)
	}
	return cache, nil
}

// ownedAlone refuses a directory whose content another user could have written:
// the code in it is machine code that will run. The directories above count as
// well, because who may write to them can put another directory in its place.
func ownedAlone(directory string) error {
	info, err := os.Lstat(directory)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return errors.New(directory + " is not a directory")
	case !privateTo(info, true):
		return errors.New(directory + " must belong to this user, with mode 0700")
	}
	resolved, err := filepath.EvalSymlinks(directory)
	if err != nil {
		return err
	}
	if resolved, err = filepath.Abs(resolved); err != nil {
		return err
	}
	for above := filepath.Dir(resolved); ; above = filepath.Dir(above) {
		if info, err = os.Lstat(above); err != nil {
			return err
		}
		if !privateTo(info, false) {
			return errors.New("other users may write to " + above)
		}
		if above == filepath.Dir(above) {
			return nil
		}
	}
}
