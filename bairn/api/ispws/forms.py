"""The one field of `finish` and `retract`, and the two parts of `upload`."""

from collections.abc import Iterator
from urllib.parse import parse_qs

from django.http import HttpRequest

from bairn.api.ispws import multipart
from bairn.api.ispws.bodies import Body
from bairn.api.ispws.multipart import Part
from bairn.kernel.refusal import Refusal

MOST_FORM = 16 * 1024  # bytes
_MOST_DIGITS = 18


def number(request: HttpRequest) -> int:
    """The report's number from a form, urlencoded or multipart.

    Raises Refusal ispws.form, ispws.id, and what `Body` and `multipart.parts` raise.
    """
    kind = request.content_type or ""
    body = Body(request, most=MOST_FORM)
    if kind == "application/x-www-form-urlencoded":
        said = _urlencoded(body.whole())
    elif kind == "multipart/form-data":
        found = multipart.parts(request.META["CONTENT_TYPE"], body.read)
        said = [part.text(MOST_FORM) for part in found if part.name == "id"]
    else:
        raise Refusal("ispws.form", "Send the id as a form: urlencoded or multipart.")
    if len(said) != 1:
        raise Refusal("ispws.id", "Send the report's id once, in the field `id`.")
    return as_number(said[0])


def as_number(said: str) -> int:
    """A report's number as the wire writes it. Raises Refusal ispws.id."""
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS):
        raise Refusal("ispws.id", "A report's id is a number.")
    return int(said)


def upload(content_type: str, body: Body) -> tuple[int, Part, Iterator[bytes]]:
    """The report's number, the file's part, and its content.

    The content is whole when it ends: whatever stands behind the file has been read by then.
    Raises Refusal ispws.id_first, ispws.id, ispws.no_file, and while the content is read what
    `Body` and `multipart.parts` raise, and ispws.one_file.
    """
    parts = multipart.parts(content_type, body.read)
    found: int | None = None
    for part in parts:
        if part.name == "file":
            if found is None:
                raise Refusal(
                    "ispws.id_first", "Send the field `id` before the file: it is not kept waiting."
                )
            return found, part, _to_the_end(part, parts)
        said = part.text(MOST_FORM)
        if part.name == "id":
            found = as_number(said)
    raise Refusal("ispws.no_file", "Send the file in the field `file`.")


def _to_the_end(part: Part, rest: Iterator[Part]) -> Iterator[bytes]:
    yield from part.chunks
    for other in rest:
        if other.name in {"file", "id"}:
            raise Refusal("ispws.one_file", "Send one id and one file in a request.")
        other.text(MOST_FORM)


def _urlencoded(content: bytes) -> list[str]:
    try:
        form = parse_qs(content.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Refusal("ispws.form", "The form is not well formed.") from None
    return [one.strip() for one in form.get("id", [])]
