# A Homebrew formula.
class Wasmpair < Formula
  desc "Ships Go programs compiled to WebAssembly"
  homepage "@homepage@"
  version "@version@"
  license "MIT"

@archives@

  def install
    bin.install "wasmpair"
    man1.install "wasmpair.1"
    bash_completion.install "completions/wasmpair.bash" => "wasmpair"
    zsh_completion.install "completions/_wasmpair"
    fish_completion.install "completions/wasmpair.fish"
    doc.install "LICENSE", "NOTICES", "README.md", "CHANGELOG.md"
  end

  test do
    assert_equal "wasmpair #{version}", shell_output("#{bin}/wasmpair --version").strip
  end
end
