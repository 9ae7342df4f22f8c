"""The entry of the door `api`."""

from bairn.house.wsgi import door

application = door("api")
