"""intertwine: how discourses meet in Chinese and English text."""

from importlib.metadata import version

__version__ = version("intertwine")
