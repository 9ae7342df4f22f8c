"""`bairn verify`: an exported record, checked without the house that wrote it."""

from pathlib import Path
from typing import Annotated

import typer

from bairn.cli import showing
from bairn.oversight import verify as checking

app = typer.Typer(add_completion=False)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="What `bairn record export` wrote.")],
    proof: Annotated[
        Path | None, typer.Option(help="A receipt: does its entry stand in this record?")
    ] = None,
    as_json: showing.Json = False,
) -> None:
    """Verify an exported record: every entry, every hash, every kept checkpoint.

    `python3 -I -S DIR/verify.py DIR` does the same without Bairn. Leaves with 1 when it fails.
    """
    ok, said = _check(folder, proof)
    if as_json:
        showing.line({"folder": str(folder), "ok": ok, "said": said})
    else:
        showing.say(f"{'OK' if ok else 'FAIL'} {said}")
    if verifier_differs(folder):
        showing.aside(
            "The verify.py in this copy is not the one of this version: an older one, or altered."
            " What is said here was checked with our own."
        )
    raise typer.Exit(0 if ok else 1)


def verifier_differs(folder: Path) -> bool:
    """Whether the copy brings a verifier that is not ours: it judges everything but itself."""
    copied = folder / "verify.py"
    ours = Path(checking.__file__).read_bytes()
    return copied.is_file() and copied.read_bytes() != ours


def _check(folder: Path, proof: Path | None) -> tuple[bool, str]:
    try:
        if proof is not None:
            return True, checking.check_receipt(proof, folder)
        return True, checking.check_folder(folder)[0]
    except Exception as wrong:  # whatever is odd about a stranger's file: it does not verify
        return False, str(wrong)
