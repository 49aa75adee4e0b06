// A root that holds a program and nothing else: no library, shell or name service.
import { execFileSync } from "node:child_process";
import { Root } from "./root.mjs";

/// By the column run of platforms.tsv.
const emulators = { native: null, QEMU: "qemu-aarch64-static" };

export class EmptyRoot extends Root {
  /// A Linux program of this machine's processor, or one that the platform's emulator runs, which is put beside it.
  constructor(platform, program) {
    const emulator = emulators[platform.run];
    super({ words: [...(emulator ? ["/emulator"] : []), "/wasmpair"] });
    this.add(program, "/wasmpair");
    if (emulator) this.add(execFileSync("which", [emulator], { encoding: "utf8" }).trim(), "/emulator");
  }
}
