package guesthost

import "strings"

// wasiAttacks misuse the functions of WASI.
func wasiAttacks() []attack {
	refused := func(module, field, params string, number uint32, arguments ...code) attack {
		return attack{name: "wasi: " + field, number: number, build: func(a *assembled, x exchangeImports) {
			f := a.importFunction(module, field, params, "i")
			a.data = []segment{{1024, "../../etc/passwd"}}
			a.entry("attack", 0, answer(x, seq(seq(arguments...), f)))
		}}
	}
	named := func(name string, a attack) attack { a.name = "wasi: " + name; return a }
	w := wasiModule
	path := seq(i32(1024), i32(16))
	return []attack{
		refused(w, "path_open", "iiiiiIIii", notCapable, i32(3), i32(0), path, i32(0), i64(-1), i64(-1), i32(0), i32(0)),
		refused(w, "path_link", "iiiiiii", notCapable, i32(3), i32(0), path, i32(3), path),
		refused(w, "path_symlink", "iiiii", notCapable, path, i32(3), path),
		refused(w, "path_filestat_get", "iiiii", notCapable, i32(3), i32(0), path, i32(0)),
		refused(w, "fd_readdir", "iiiIi", notCapable, i32(3), i32(0), i32(8), i64(0), i32(0)),
		refused(w, "path_readlink", "iiiiii", notCapable, i32(3), path, i32(0), i32(9), i32(0)),
		refused(w, "path_rename", "iiiiii", notCapable, i32(3), path, i32(3), path),
		refused(w, "path_unlink_file", "iii", notCapable, i32(3), path),
		refused(w, "path_remove_directory", "iii", notCapable, i32(3), path),
		refused(w, "path_create_directory", "iii", notCapable, i32(3), path),
		refused(w, "fd_pwrite", "iiiIi", notCapable, i32(1), i32(0), i32(1), i64(0), i32(0)),
		refused(w, "sock_accept", "iii", notCapable, i32(3), i32(0), i32(0)),
		refused(w, "fd_prestat_get", "ii", wasiBadFile, i32(3), i32(0)),
		refused(w, "fd_prestat_dir_name", "iii", wasiBadFile, i32(3), i32(0), i32(8)),
		refused(w, "fd_seek", "iIii", wasiNoSeek, i32(1), i64(0), i32(0), i32(0)),
		refused(w, "fd_fdstat_get", "ii", wasiFault, i32(1), i32(-1)),
		named("fd_fdstat_get of 3", refused(w, "fd_fdstat_get", "ii", wasiBadFile, i32(3), i32(0))),
		named("fd_close of 4", refused(w, "fd_close", "i", wasiBadFile, i32(4))),
		named("clock 7", refused(w, "clock_time_get", "iIi", wasiInvalid, i32(7), i64(0), i32(0))),
		named("clock behind the memory", refused(w, "clock_time_get", "iIi", wasiFault, i32(0), i64(0), i32(-4))),
		named("random behind the memory", refused(w, "random_get", "ii", wasiFault, i32(2*pageBytes-1), i32(2))),
		named("random of 4 GiB", refused(w, "random_get", "ii", wasiFault, i32(0), i32(-1))),
		named("write to 3", refused(w, "fd_write", "iiii", wasiBadFile, i32(3), i32(0), i32(0), i32(0))),
		named("vectors behind the memory", refused(w, "fd_write", "iiii", wasiFault, i32(1), i32(2*pageBytes-4), i32(1), i32(0))),
		named("too many vectors", refused(w, "fd_write", "iiii", wasiInvalid, i32(1), i32(0), i32(-1), i32(0))),
		named("vectors that multiply to nothing", refused(w, "fd_write", "iiii", wasiInvalid, i32(1), i32(0), i32(0x20000000), i32(0))),
		named("vectors that overlap", attack{number: wasiOK, build: func(a *assembled, x exchangeImports) {
			f := a.importFunction(w, "fd_write", "iiii", "i")
			a.data = []segment{{1024, strings.Repeat("\x00\x00\x00\x00\x00\x00\x01\x00", maxVectors)}}
			a.entry("attack", 0, answer(x, seq(i32(1), i32(1024), i32(maxVectors), i32(0), f)))
		}}),
		named("events over subscriptions", attack{number: wasiOK, build: func(a *assembled, x exchangeImports) {
			f := pollImport(a)
			a.entry("attack", 0, answer(x, seq(i32(0), i32(8), i32(2), i32(16), f)))
		}}),
		named("text behind the memory", refused(w, "fd_write", "iiii", wasiFault, i32(1), i32(1024), i32(1), i32(0))),
		named("stdin of 3", refused(w, "fd_read", "iiii", wasiBadFile, i32(3), i32(0), i32(0), i32(0))),
		named("stdin", refused(w, "fd_read", "iiii", wasiOK, i32(0), i32(0), i32(0), i32(0))),
		named("poll of nothing", refused(w, "poll_oneoff", "iiii", wasiInvalid, i32(0), i32(0), i32(0), i32(0))),
		named("poll that multiplies to 32", refused(w, "poll_oneoff", "iiii", wasiInvalid, i32(0), i32(0), i32(0x05555556), i32(0))),
		named("poll behind the memory", refused(w, "poll_oneoff", "iiii", wasiFault, i32(2*pageBytes-47), i32(0), i32(1), i32(0))),
		named("events behind the memory", refused(w, "poll_oneoff", "iiii", wasiFault, i32(0), i32(-8), i32(1), i32(0))),
		named("environment behind the memory", refused(w, "environ_sizes_get", "ii", wasiFault, i32(-1), i32(0))),
	}
}
