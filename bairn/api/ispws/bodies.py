"""Reading a request's body bit by bit: bounded, and never taken for whole when it was cut off."""

from collections.abc import Iterator

from django.http import HttpRequest

from bairn.kernel.refusal import Refusal

CHUNK = 64 * 1024  # bytes asked for at once


class Body:
    """The bytes of one request, at most `most` of them.

    Raises Refusal ispws.length (neither a length nor chunks), `too_large` (the code that is given),
    ispws.cut_off when fewer bytes arrive than were announced or the connection breaks.
    """

    def __init__(
        self, request: HttpRequest, *, most: int, too_large: str = "ispws.too_large"
    ) -> None:
        self._most = most
        self._too_large = too_large
        self._came = 0
        self._announced = _announced(request)
        if self._announced is None:
            # The server in front has undone the chunks and says where the body ends.
            self._stream = request.environ["wsgi.input"]  # type: ignore[attr-defined] # WSGI alone
        else:
            self._stream = request
        if self._announced is not None and self._announced > most:
            raise self._over()

    def read(self, size: int = CHUNK) -> bytes:
        """Up to `size` bytes; none at the end."""
        if self._announced is not None:
            size = min(size, self._announced - self._came)
        data = self._read(size) if size else b""
        self._came += len(data)
        if self._came > self._most:
            raise self._over()
        if not data and self._announced is not None and self._came < self._announced:
            raise _cut_off()
        return data

    def whole(self) -> bytes:
        """All of the body at once."""
        return b"".join(iter(self.read, b""))

    def chunks(self) -> Iterator[bytes]:
        """The body in the pieces in which it comes."""
        return iter(self.read, b"")

    def _read(self, size: int) -> bytes:
        try:
            return bytes(self._stream.read(size))
        except OSError:
            raise _cut_off() from None

    def _over(self) -> Refusal:
        return Refusal(self._too_large, f"The body has more than {self._most:,} bytes.")


def _announced(request: HttpRequest) -> int | None:
    """The Content-Length; None for a chunked body that the server has bounded for us."""
    said = request.META.get("CONTENT_LENGTH", "")
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= 18:
        return int(said)
    chunked = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    if not said and chunked and request.META.get("wsgi.input_terminated"):
        return None
    if not said and not chunked and request.META.get("wsgi.input_terminated"):
        return 0
    raise Refusal("ispws.length", "Say how long the body is: send Content-Length.")


def _cut_off() -> Refusal:
    return Refusal("ispws.cut_off", "The body ended before all of it had arrived.")
