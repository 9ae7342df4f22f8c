"""`python -m bairn.cli`: the same as the installed `bairn`."""

from bairn.cli.main import run

if __name__ == "__main__":
    run()
