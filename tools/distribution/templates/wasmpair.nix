# A derivation of the released program: pkgs.callPackage ./wasmpair.nix { }
{ lib, stdenv, fetchurl, autoPatchelfHook, installShellFiles }:

let
  archives = {
@archives@
  };
  system = stdenv.hostPlatform.system;
  archive = archives.${system} or (throw "wasmpair: there is no program for ${system}");
in
stdenv.mkDerivation {
  pname = "wasmpair";
  version = "@version@";
  src = fetchurl { inherit (archive) url sha256; };
  nativeBuildInputs = [ installShellFiles ] ++ lib.optional stdenv.hostPlatform.isLinux autoPatchelfHook;
  dontStrip = true; # the program stays as it was released
  installPhase = ''
    runHook preInstall
    install -D -m 755 wasmpair $out/bin/wasmpair
    install -D -m 644 -t $out/share/doc/wasmpair LICENSE NOTICES README.md CHANGELOG.md
    installManPage wasmpair.1
    installShellCompletion --bash completions/wasmpair.bash --fish completions/wasmpair.fish --zsh completions/_wasmpair
    runHook postInstall
  '';
  meta = {
    description = "Ships Go programs compiled to WebAssembly";
    homepage = "@homepage@";
    license = lib.licenses.mit;
    mainProgram = "wasmpair";
    platforms = builtins.attrNames archives;
    sourceProvenance = [ lib.sourceTypes.binaryNativeCode ];
  };
}
