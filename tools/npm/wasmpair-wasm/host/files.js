// WASI's functions of open files and directories: fd_*.
import fs from "node:fs";
import { fileType, typeOf } from "./descriptors.js";
import { errno, Failure } from "./errors.js";
import { terminated } from "./memory.js";
import { read, write } from "./streams.js";

const append = 1; // of fdflags
const allRights = (1n << 30n) - 1n;
const seekAndTell = (1n << 2n) | (1n << 5n);
const seekFrom = { start: 0, here: 1, end: 2 };

export function files(memory, descriptors) {
  /** Calls for each part until one is not complete; returns the sum. */
  const transfer = (parts, each) => {
    let sum = 0;
    for (const part of parts) {
      if (part.length === 0) continue;
      const count = each(part, sum);
      sum += count;
      if (count < part.length) break;
    }
    return sum;
  };

  /** From the position on, where the file has one. */
  const advance = (entry, parts, call) => {
    const sum = transfer(parts, (part, done) => call(entry, part, entry.position === null ? null : entry.position + done));
    if (entry.position !== null) entry.position += sum;
    return sum;
  };

  const size = (entry) => fs.fstatSync(entry.fd).size;

  return {
    fd_read(number, at, count, result) {
      const entry = openFile(descriptors, number);
      memory.setU32(result, advance(entry, memory.parts(at, count), read));
    },
    fd_write(number, at, count, result) {
      const entry = openFile(descriptors, number);
      if (entry.appends) memory.setU32(result, transfer(memory.parts(at, count), (part) => write(entry, part, null)));
      else memory.setU32(result, advance(entry, memory.parts(at, count), write));
    },
    fd_pread(number, at, count, offset, result) {
      const entry = openFile(descriptors, number);
      memory.setU32(result, transfer(memory.parts(at, count), (part, done) => read(entry, part, Number(offset) + done)));
    },
    fd_pwrite(number, at, count, offset, result) {
      const entry = openFile(descriptors, number);
      memory.setU32(result, transfer(memory.parts(at, count), (part, done) => write(entry, part, Number(offset) + done)));
    },
    fd_seek(number, offset, from, result) {
      const entry = openFile(descriptors, number);
      if (entry.position === null) throw new Failure("SPIPE");
      const base = from === seekFrom.start ? 0 : from === seekFrom.here ? entry.position : size(entry);
      const position = base + Number(offset);
      if (position < 0) throw new Failure("INVAL");
      entry.position = position;
      memory.setU64(result, position);
    },
    fd_tell(number, result) {
      const { position } = openFile(descriptors, number);
      if (position === null) throw new Failure("SPIPE");
      memory.setU64(result, position);
    },
    fd_close(number) {
      descriptors.close(number);
    },
    fd_renumber(from, to) {
      descriptors.renumber(from, to);
    },
    fd_sync(number) {
      fs.fsyncSync(systemDescriptor(descriptors, number));
    },
    fd_datasync(number) {
      fs.fdatasyncSync(systemDescriptor(descriptors, number));
    },
    fd_advise() {},
    fd_allocate() {
      return errno.NOTSUP;
    },
    fd_fdstat_get(number, at) {
      const entry = descriptors.get(number);
      // A terminal is a device that has no position.
      const rights = entry.isTerminal ? allRights & ~seekAndTell : allRights;
      memory.setU8(at, entry.type);
      memory.setU16(at + 2, entry.appends ? append : 0);
      memory.setU64(at + 8, rights);
      memory.setU64(at + 16, allRights);
    },
    fd_fdstat_set_flags(number, flags) {
      descriptors.get(number).appends = (flags & append) !== 0;
    },
    fd_fdstat_set_rights() {},
    fd_filestat_get(number, at) {
      const entry = descriptors.get(number);
      setStatus(memory, at, entry.fd === undefined ? fs.statSync(entry.path, { bigint: true }) : fs.fstatSync(entry.fd, { bigint: true }));
    },
    fd_filestat_set_size(number, bytes) {
      fs.ftruncateSync(systemDescriptor(descriptors, number), Number(bytes));
    },
    fd_filestat_set_times(number, accessed, modified, flags) {
      const fd = systemDescriptor(descriptors, number);
      fs.futimesSync(fd, ...timesFrom(() => fs.fstatSync(fd), accessed, modified, flags));
    },
    fd_prestat_get(number, at) {
      const { preopened } = descriptors.get(number);
      if (preopened === undefined) throw new Failure("BADF");
      memory.setU8(at, 0);
      memory.setU32(at + 4, Buffer.byteLength(preopened));
    },
    fd_prestat_dir_name(number, at, length) {
      memory.setBytes(at, terminated(descriptors.get(number).preopened).subarray(0, length));
    },
    fd_readdir(number, at, length, cookie, result) {
      memory.setU32(result, readNames(memory, descriptors.directory(number), at, length, Number(cookie)));
    },
  };
}

function openFile(descriptors, number) {
  const entry = descriptors.get(number);
  if (entry.type === fileType.directory) throw new Failure("ISDIR");
  return entry;
}

function systemDescriptor(descriptors, number) {
  const { fd } = descriptors.get(number);
  if (fd === undefined) throw new Failure("BADF");
  return fd;
}

/** stats: with numbers of any size. */
export function setStatus(memory, at, stats) {
  memory.setU64(at, stats.dev);
  memory.setU64(at + 8, stats.ino);
  memory.setU64(at + 16, typeOf(stats));
  memory.setU64(at + 24, stats.nlink);
  memory.setU64(at + 32, stats.size);
  memory.setU64(at + 40, stats.atimeNs);
  memory.setU64(at + 48, stats.mtimeNs);
  memory.setU64(at + 56, stats.ctimeNs);
}

/** [accessed, modified] in seconds. flags: whether each is given, or now; otherwise it stays, and stats() says what it is. */
export function timesFrom(stats, accessed, modified, flags) {
  const now = Date.now() / 1000;
  const time = (given, isGiven, isNow, name) => (isNow ? now : isGiven ? Number(given) / 1e9 : stats()[name] / 1000);
  return [time(accessed, flags & 1, flags & 2, "atimeMs"), time(modified, flags & 4, flags & 8, "mtimeMs")];
}

/** Fills a buffer with entries from the cookie on; returns how much of it. A buffer that is full says that there are more. */
function readNames(memory, entry, at, length, cookie) {
  if (cookie === 0 || !entry.names) entry.names = fs.readdirSync(entry.path, { encoding: "buffer" });
  let used = 0;
  for (let index = cookie; index < entry.names.length && used < length; ++index) {
    const record = directoryRecord(entry.names[index], index + 1);
    const part = record.subarray(0, length - used);
    memory.setBytes((at >>> 0) + used, part);
    used += part.length;
  }
  return used;
}

/** The inode is any number but 0, for which the C library would ask again. */
function directoryRecord(name, next) {
  const record = Buffer.alloc(24 + name.length);
  record.writeBigUInt64LE(BigInt(next), 0);
  record.writeBigUInt64LE(1n, 8);
  record.writeUInt32LE(name.length, 16);
  record.writeUInt8(fileType.unknown, 20);
  name.copy(record, 24);
  return record;
}
