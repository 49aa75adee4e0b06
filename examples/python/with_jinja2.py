"""A page rendered by Jinja2 from wasmpair.json: python3 with_jinja2.py DIRECTORY PORT"""

import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from release import POLICY, Release
from serve import serve

environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


def page_of(release):
    def page(environ, start_response):
        if environ.get("PATH_INFO") != "/":
            start_response("404 Not Found", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
            return [b"not found"]
        text = environment.get_template("jinja2.html").render(release=release.manifest)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", POLICY),
            ("Cache-Control", "no-cache"),
        ]
        start_response("200 OK", headers)
        return [text.encode()]

    return page


if __name__ == "__main__":
    release = Release(sys.argv[1])
    serve(release.with_files(page_of(release)), int(sys.argv[2]))
