"""A release that wasmpair published: its manifest, and a WSGI application that serves its files."""

import json
import re
from pathlib import Path

POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"

TYPES = {
    ".wasm": "application/wasm",
    ".js": "text/javascript",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
}
SIBLINGS = {"br": ".br", "gzip": ".gz"}  # smallest first
HASHED = re.compile(r"\.[0-9a-f]{8,64}\.(wasm|js)$")
ZERO = re.compile(r"q=0(\.0*)?")


class Release:
    def __init__(self, directory):
        self.directory = Path(directory)
        self.file = self.directory / "wasmpair.json"
        self._modified = None
        self._manifest = None

    @property
    def manifest(self):
        """The contents of wasmpair.json, reread when the file has changed."""
        modified = self.file.stat().st_mtime_ns
        if modified != self._modified:
            self._manifest = json.loads(self.file.read_text(encoding="utf-8"))
            self._modified = modified
        return self._manifest

    def with_files(self, page):
        """A WSGI application: the files of all releases under the manifest's base, and page for everything else."""

        def application(environ, start_response):
            # PEP 3333: the bytes of the decoded path, as ISO 8859-1.
            path = environ.get("PATH_INFO", "/").encode("iso-8859-1").decode("utf-8", "replace")
            base = self.manifest["base"]
            if path.startswith(base):
                return self._serve(path[len(base) :], environ, start_response)
            return page(environ, start_response)

        return application

    def _serve(self, name, environ, start_response):
        file = self.directory / name
        content_type = TYPES.get(file.suffix)
        if content_type is None or "/" in name or "\\" in name or not file.is_file():
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"not found"]
        immutable = HASHED.search(name)
        headers = [
            ("Content-Type", content_type),
            ("Vary", "Accept-Encoding"),
            ("Cache-Control", "public, max-age=31536000, immutable" if immutable else "no-cache"),
        ]
        for encoding in accepted(environ.get("HTTP_ACCEPT_ENCODING", "")):
            sibling = self.directory / (name + SIBLINGS[encoding])
            if sibling.is_file():
                headers.append(("Content-Encoding", encoding))
                file = sibling
                break
        content = file.read_bytes()
        start_response("200 OK", headers + [("Content-Length", str(len(content)))])
        return [content]


def accepted(header):
    """The encodings that the client names with a quality above 0, smallest first."""
    entries = [entry.replace(" ", "").partition(";") for entry in header.split(",")]
    named = {coding for coding, _, quality in entries if not ZERO.fullmatch(quality)}
    return [encoding for encoding in SIBLINGS if encoding in named]
