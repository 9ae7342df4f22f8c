"""The entry of the door `desk`."""

from bairn.house.wsgi import door

application = door("desk")
