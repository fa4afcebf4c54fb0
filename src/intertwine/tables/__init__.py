"""The tables of a paper, one module per subject."""

from intertwine.records import Folder

TABLES = Folder("tables")
