// Two commands on a disk of their own, which nobody else sees.
import { run } from "./program.mjs";

// Arguments: SIZE DISK COPY FIRST… -- SECOND….
const script = `
  mount -t tmpfs -o size="$1" wasmpair-test "$2" || exit 99
  disk=$2 copy=$3
  shift 3
  first=()
  while [[ $1 != -- ]]; do first+=("$1"); shift; done
  shift
  "\${first[@]}" || exit 98
  "$@"
  status=$?
  cp -a "$disk/site" "$copy"
  exit $status`;

/// Mounts a disk of so many bytes at a directory, runs the commands first and second, and copies what is in the disk's
/// directory "site": {status, stdout, stderr}, of second.
/// Root needs only a mount namespace; other users also need a user namespace, where they may mount.
export function runOnDisk({ size, disk, copy, first, second, env }) {
  const namespaces = process.getuid() === 0 ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
  const words = ["bash", "-c", script, "bash", size, disk, copy, ...first, "--", ...second];
  return run("unshare", [...namespaces, ...words], { env: env ?? process.env });
}
