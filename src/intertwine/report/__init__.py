"""The report: one page to read it all, and the page that compares two codebooks."""

from intertwine.records import TextFile

REPORT = TextFile("report/report.html")
PROVENANCE = TextFile("report/provenance.json")
