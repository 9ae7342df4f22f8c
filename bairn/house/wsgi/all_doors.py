"""The entry that serves every door below its own prefix, for `./run`."""

from bairn.house.wsgi import door

application = door("all_doors")
