// Errors of the system, as WASI numbers them.
import os from "node:os";

/** In the order of their numbers, from 0. */
const names = ("SUCCESS 2BIG ACCES ADDRINUSE ADDRNOTAVAIL AFNOSUPPORT AGAIN ALREADY BADF BADMSG BUSY CANCELED CHILD CONNABORTED "
  + "CONNREFUSED CONNRESET DEADLK DESTADDRREQ DOM DQUOT EXIST FAULT FBIG HOSTUNREACH IDRM ILSEQ INPROGRESS INTR INVAL IO ISCONN "
  + "ISDIR LOOP MFILE MLINK MSGSIZE MULTIHOP NAMETOOLONG NETDOWN NETRESET NETUNREACH NFILE NOBUFS NODEV NOENT NOEXEC NOLCK NOLINK "
  + "NOMEM NOMSG NOPROTOOPT NOSPC NOSYS NOTCONN NOTDIR NOTEMPTY NOTRECOVERABLE NOTSOCK NOTSUP NOTTY NXIO OVERFLOW OWNERDEAD PERM "
  + "PIPE PROTO PROTONOSUPPORT PROTOTYPE RANGE ROFS SPIPE SRCH STALE TIMEDOUT TXTBSY XDEV NOTCAPABLE").split(" ");

export const errno = Object.fromEntries(names.map((name, number) => [name, number]));

/** An error that the host itself finds. */
export class Failure extends Error {
  constructor(name) {
    super(name);
    this.code = `E${name}`;
  }
}

/** The number for what Node.js throws; undefined for what is no error of the system. */
export function errnoOf(error) {
  const code = error?.code;
  if (typeof code !== "string") return undefined;
  return numberOf(code) ?? numberOf(nameOf(error.errno));
}

function numberOf(code) {
  if (code === "EOPNOTSUPP") return errno.NOTSUP;
  return code?.startsWith("E") ? errno[code.slice(1)] : undefined;
}

/** libuv has no name for some of the system's errors, such as EDQUOT. */
function nameOf(number) {
  if (typeof number !== "number") return undefined;
  return Object.entries(os.constants.errno).find(([, value]) => value === -number)?.[0];
}
