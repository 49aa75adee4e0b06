"""A release that wasmpair published: its manifest, and a WSGI application that serves its files."""

import json
import mimetypes
import os
import re
from pathlib import Path

POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"

TYPES = {".wasm": "application/wasm", ".js": "text/javascript", ".json": "application/json"}
SIBLINGS = {"br": ".br", "gzip": ".gz"}  # smallest first
HASHED = re.compile(r"\.[0-9a-f]{8,64}\.\w+$")
WEIGHT = re.compile(r"\s*([^\s;]+)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?\s*", re.IGNORECASE)
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


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
            if not path.startswith(base):
                return page(environ, start_response)
            status, headers, body = self._respond(path[len(base) :], environ)
            start_response(status, headers + [("Vary", "Accept-Encoding"), ("X-Content-Type-Options", "nosniff")])
            return [] if environ["REQUEST_METHOD"] == "HEAD" else body

        return application

    def _respond(self, name, environ):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return problem("405 Method Not Allowed", ("Allow", "GET, HEAD"))
        file = self.directory / name
        if not name or name.startswith(".") or re.search(r"[/\\\0]", name) or file.suffix in SIBLINGS.values():
            return problem("404 Not Found")
        offered = [coding for coding in SIBLINGS if os.path.isfile(f"{file}{SIBLINGS[coding]}")]
        coding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""), offered)
        extension = SIBLINGS.get(coding, "")
        try:
            content = open(f"{file}{extension}", "rb")
        except OSError:
            return problem("404 Not Found")

        state = os.fstat(content.fileno())
        etag = f'"{state.st_mtime_ns:x}-{state.st_size:x}{extension}"'
        validators = [
            ("Cache-Control", "public, max-age=31536000, immutable" if HASHED.search(name) else "no-cache"),
            ("ETag", etag),
        ]
        if matches(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
            content.close()
            return "304 Not Modified", validators, []
        headers = [*validators, ("Content-Type", type_of(file))]
        if extension:
            headers.append(("Content-Encoding", coding))
            return "200 OK", [*headers, length(state.st_size)], portions(content, 0, state.st_size)
        return ranged(content, state.st_size, etag, headers, environ)


def ranged(content, size, etag, headers, environ):
    """The response with a file, or with the range of it that the client asks for (RFC 9110, section 14)."""
    headers.append(("Accept-Ranges", "bytes"))
    asked = None
    if environ["REQUEST_METHOD"] == "GET" and environ.get("HTTP_IF_RANGE", etag) == etag:
        asked = requested_range(environ.get("HTTP_RANGE", ""), size)
    if asked is None:
        return "200 OK", [*headers, length(size)], portions(content, 0, size)
    first, last = asked
    if first > last:
        content.close()
        return problem("416 Range Not Satisfiable", ("Content-Range", f"bytes */{size}"))
    headers.append(("Content-Range", f"bytes {first}-{last}/{size}"))
    return "206 Partial Content", [*headers, length(last + 1 - first)], portions(content, first, last + 1 - first)


def requested_range(field, size):
    """The first and the last byte; nothing for a field that is invalid or asks for several ranges."""
    asked = RANGE.fullmatch(field)
    if not asked or not (asked[1] or asked[2]):
        return None
    if not asked[1]:  # the last bytes
        return max(0, size - int(asked[2])), size - 1
    first, last = int(asked[1]), int(asked[2] or size)
    return (first, min(last, size - 1)) if first <= last or not asked[2] else None


def portions(content, first, remaining):
    with content:
        content.seek(first)
        while remaining > 0 and (portion := content.read(min(remaining, 1 << 16))):
            remaining -= len(portion)
            yield portion


def problem(status, *headers):
    body = f"{status}\n".encode()
    fields = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), length(len(body))]
    return status, [*fields, *headers], [body]


def length(size):
    return ("Content-Length", str(size))


def type_of(file):
    known = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{known}; charset=utf-8" if known == "text/html" else known


def matches(if_none_match, etag):
    return if_none_match.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]


def preferred(accept_encoding, offered):
    """The offered coding, or identity, with the greatest weight (RFC 9110, section 12.5.3)."""
    weights = {}
    for element in map(WEIGHT.fullmatch, accept_encoding.lower().split(",")):
        if element:
            weights[element[1]] = float(element[2] or 1)
    any_other = weights.get("*", 0)
    best = max(offered, key=lambda coding: weights.get(coding, any_other), default="identity")
    weight = weights.get(best, any_other)
    identity = weights.get("identity", weights.get("*"))
    return best if weight > 0 and (identity is None or weight >= identity) else "identity"
