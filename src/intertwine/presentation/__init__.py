"""Figures, tables, captions and the report."""
