"""The figures, one module each: its drawing, its data and its caption."""

from intertwine.records import Folder

FIGURES = Folder("figures")
