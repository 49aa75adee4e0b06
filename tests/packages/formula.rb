# Reads a Homebrew formula, and prints what each system downloads: SYSTEM PROCESSOR URL DIGEST.
class Formula
  class << self
    def desc(_text) = nil
    def homepage(_url) = nil
    def version(_text) = nil
    def license(_name) = nil
    def depends_on(**) = nil
    def test = nil
    def on_macos(&block) = within(:system, "darwin", &block)
    def on_linux(&block) = within(:system, "linux", &block)
    def on_intel(&block) = within(:processor, "x64", &block)
    def on_arm(&block) = within(:processor, "arm64", &block)

    def url(text)
      @place[:url] = text
    end

    def sha256(digest)
      puts [@place[:system], @place[:processor], @place[:url], digest].join(" ")
    end

    private

    def within(key, value)
      @place = (@place || {}).merge(key => value)
      yield
    end
  end
end

load ARGV.fetch(0)
