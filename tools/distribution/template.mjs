// Templates: "@name@" is replaced by a value. Values are inserted as they are: release.mjs admits none with a character
// that a shell, Ruby, Nix, YAML or PowerShell reads as more than text.

export function fillIn(template, values) {
  return template.replace(/@([a-z]+)@/g, (_, name) => {
    if (!Object.hasOwn(values, name)) throw new Error(`the template has no value for @${name}@`);
    return values[name];
  });
}
