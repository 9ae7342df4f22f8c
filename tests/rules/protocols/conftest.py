"""Packs are read before the first example, and a busy machine is no reason to fail a property."""

from hypothesis import settings

from bairn.protocols import packs

settings.register_profile("packs", deadline=None)
settings.load_profile("packs")

for _pack_id in packs.ids():
    packs.current(_pack_id)
