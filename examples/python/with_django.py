"""A page rendered by Django from wasmpair.json: python3 with_django.py DIRECTORY PORT

This is a complete Django project in one file; for your own project, copy the view, the URL and the template.
"""

import sys
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponseNotFound
from django.shortcuts import render
from django.urls import path

from release import POLICY, Release
from serve import serve

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
)

release = Release(sys.argv[1])


def page(request):
    response = render(request, "django.html", {"release": release.manifest})
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-cache"
    return response


def not_found(request, exception):
    return HttpResponseNotFound("not found", headers={"Content-Type": "text/plain", "Cache-Control": "no-store"})


urlpatterns = [path("", page)]
handler404 = not_found

if __name__ == "__main__":
    serve(release.with_files(get_wsgi_application()), int(sys.argv[2]))
