// WASI's functions of paths: path_*. Each path is relative to an open directory, by the path that the directory had when it
// was opened: Node.js has no openat. Paths are bytes, which need not be UTF-8.
import fs from "node:fs";
import { fileType, typeOf } from "./descriptors.js";
import { setStatus, timesFrom } from "./files.js";

const { O_APPEND, O_CREAT, O_DIRECTORY = 0, O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY, O_RDWR, O_SYNC = 0, O_TRUNC, O_WRONLY } = fs.constants;
const follow = 1; // of lookupflags
const fdflag = { append: 1, dsync: 2, nonblock: 4, rsync: 8, sync: 16 };
const right = { read: (1n << 1n) | (1n << 14n), write: 1n << 6n };
const oflags = [[1, O_CREAT], [2, O_DIRECTORY], [4, O_EXCL], [8, O_TRUNC]];
const slash = Buffer.from("/");

export function paths(memory, descriptors, privacy) {
  const resolve = (number, at, length) => {
    const name = memory.copy(at, length);
    const { path, preopened } = descriptors.directory(number);
    return Buffer.concat(preopened ? [slash, name] : [path, slash, name]);
  };
  const stats = (path, flags) => (flags & follow ? fs.statSync(path, { bigint: true }) : fs.lstatSync(path, { bigint: true }));

  return {
    path_open(number, lookup, at, length, open, rights, _, flags, result) {
      const path = resolve(number, at, length);
      const entry = opened(path, systemFlags(lookup, open, rights, flags), privacy.isPrivate ? 0o600 : 0o666);
      entry.appends = (flags & fdflag.append) !== 0;
      memory.setU32(result, descriptors.add(entry));
    },
    path_create_directory(number, at, length) {
      fs.mkdirSync(resolve(number, at, length), privacy.isPrivate ? 0o700 : 0o777);
    },
    path_remove_directory(number, at, length) {
      fs.rmdirSync(resolve(number, at, length));
    },
    path_unlink_file(number, at, length) {
      fs.unlinkSync(resolve(number, at, length));
    },
    path_rename(number, at, length, to, toAt, toLength) {
      fs.renameSync(resolve(number, at, length), resolve(to, toAt, toLength));
    },
    path_link(number, lookup, at, length, to, toAt, toLength) {
      fs.linkSync(resolve(number, at, length), resolve(to, toAt, toLength));
    },
    path_symlink(target, targetLength, number, at, length) {
      fs.symlinkSync(memory.copy(target, targetLength), resolve(number, at, length));
    },
    path_readlink(number, at, length, into, size, result) {
      const target = fs.readlinkSync(resolve(number, at, length), { encoding: "buffer" }).subarray(0, size >>> 0);
      memory.setBytes(into, target);
      memory.setU32(result, target.length);
    },
    path_filestat_get(number, lookup, at, length, result) {
      setStatus(memory, result, stats(resolve(number, at, length), lookup));
    },
    path_filestat_set_times(number, lookup, at, length, accessed, modified, flags) {
      const path = resolve(number, at, length);
      const set = lookup & follow ? fs.utimesSync : fs.lutimesSync;
      set(path, ...timesFrom(() => (lookup & follow ? fs.statSync(path) : fs.lstatSync(path)), accessed, modified, flags));
    },
  };
}

function systemFlags(lookup, open, rights, flags) {
  const isRead = (rights & right.read) !== 0n;
  const isWritten = (rights & right.write) !== 0n;
  // What is opened to be read and written needs the right to do both, and a directory must not.
  let result = isWritten && !(open & 2) ? (isRead ? O_RDWR : O_WRONLY) : O_RDONLY;
  for (const [bit, flag] of oflags) if (open & bit) result |= flag;
  if (!(lookup & follow)) result |= O_NOFOLLOW;
  if (flags & fdflag.append) result |= O_APPEND;
  if (flags & fdflag.nonblock) result |= O_NONBLOCK;
  if (flags & (fdflag.dsync | fdflag.rsync | fdflag.sync)) result |= O_SYNC;
  return result;
}

function opened(path, flags, mode) {
  const fd = fs.openSync(path, flags, mode);
  try {
    const type = typeOf(fs.fstatSync(fd));
    const position = type === fileType.regular ? 0 : null;
    return type === fileType.directory ? { fd, type, position, path: fs.realpathSync.native(path, { encoding: "buffer" }) } : { fd, type, position };
  } catch (error) {
    fs.closeSync(fd);
    throw error;
  }
}
