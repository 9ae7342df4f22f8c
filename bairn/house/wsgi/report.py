"""The entry of the door `report`."""

from bairn.house.wsgi import door

application = door("report")
