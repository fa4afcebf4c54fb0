"""The paper: findings, figures, tables, methods and references as a document of a word processor."""

from intertwine.records import Folder

PAPER = Folder("paper")
"""One .docx for each language of the labels, and the references."""
