"""The address where the clinic answers."""

import errno
import http.client
import socket

from .trouble import Trouble

FIRST_PORT = 8000
TRIES = 20
WILDCARDS = {"0.0.0.0", "::", ""}  # noqa: S104  compared with, not bound to


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket: on `port`, or else on the first free one from 8000; raises Trouble.

    The runner keeps it and lends it to the web server, so that the port stays ours, and browsers
    only wait, while a killed web server is started again.
    """
    if port is not None and not 0 < port < 65536:
        raise Trouble(f"{port} is no port; choose one from 1024 to 65535 with --port.")
    ports = [port] if port is not None else list(range(FIRST_PORT, FIRST_PORT + TRIES))
    for candidate in ports:
        try:
            family, _, _, _, where = socket.getaddrinfo(host or None, candidate, type=socket.SOCK_STREAM)[0]
            return socket.create_server(where[:2], family=family, backlog=128)
        except socket.gaierror:
            raise Trouble(f"{host}:{candidate} is no address of this machine.") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise _refused(host, candidate, error) from None
    if port is not None:
        raise Trouble(f"Port {port} of {host} is taken; choose another with --port.")
    raise Trouble(f"Ports {ports[0]} to {ports[-1]} of {host} are all taken; choose one with --port.")


def _refused(host: str, port: int, error: OSError) -> Trouble:
    if error.errno == errno.EADDRNOTAVAIL:
        return Trouble(f"{host} is no address of this machine; choose another with --host.")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Trouble(f"Port {port} is not for this user; choose one above 1023 with --port.")
    return Trouble(f"{host}:{port} cannot be used: {error.strerror}.")


def spoken(host: str, port: int) -> str:
    """The address as a person on this machine types it."""
    if host in WILDCARDS:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def answers(host: str, port: int) -> bool:
    """Whether a web server says anything at all there."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in WILDCARDS else host, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
