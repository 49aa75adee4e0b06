"""Runs a WSGI application on this machine; a deployment uses its own server."""

from wsgiref.simple_server import make_server


def serve(application, port):
    with make_server("127.0.0.1", port, application) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()
