// This package runs a WebAssembly guest: a Go program, or any other module of
// the same conventions, that the caller does not trust.
//
// wasmpair wrote this package. All files but release.go are the same for every
// guest; release.go has the guest itself and what is known about it. Run
// "wasmpair guest --check" to learn whether they are older than the program.
//
//	host, err := New(ctx, Config{})
//	if err != nil {
//		return err
//	}
//	defer host.Close()
//	out, err := host.Invoke(ctx, "handle", tenant, in)
//
// release.go adds a method for each entry, such as host.Handle.
//
// # What a guest can do
//
// It can compute, within the limits of [Config], and return bytes. It has no
// files, no network, no arguments, no environment but Config.Env and no data
// but Config.Data. Each call has an instance of its own, so nothing that one
// call leaves behind reaches another. A guest that exceeds a limit, crashes or
// breaks the calling convention makes its own call fail, with an error value;
// the host and all other calls go on.
//
// # What a guest can still do
//
// It can use its time and its memory: Config.Live × (Config.MaxMemory + about
// 30 MiB of stack) is the most that all guests use at a time. It may observe
// how long its own work takes, which side channels need. Input and output are
// whole byte slices; streaming is out of scope.
package guesthost
