"""Tables in LaTeX with booktabs; long ones run over pages."""

from __future__ import annotations

from collections.abc import Sequence

from intertwine.tables.columns import RIGHT, PaperTable, PrintedColumn
from intertwine.wording.labels import Labels

LONG = 40
"""Rows from which a table runs over pages."""

_SIGNS = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "*": "{*}",
    "[": "{[}",
    "]": "{]}",
    "\n": " ",
    "\r": " ",
}
_TABLE = str.maketrans(_SIGNS)
LINE_END = " \\\\\n"
SET = r"\footnotesize\setlength{\tabcolsep}{4pt}"

HEADER = """\
% {name}: {title}
% In the preamble: \\usepackage{{booktabs,longtable}}
% Chinese text: compile with XeLaTeX or LuaLaTeX and \\usepackage{{ctex}} (or xeCJK with a Chinese font).
"""


def escaped(text: str) -> str:
    r"""Return `text` with the signs that mean something to LaTeX made harmless.

    >>> escaped("50% & #1_a [x]")
    '50\\% \\& \\#1\\_a {[}x{]}'
    """
    return text.translate(_TABLE)


def latex(table: PaperTable, labels: Labels) -> str:
    """Return a table in LaTeX: its title as caption, its note below."""
    shapes = "".join(column.shape for column in table.columns)
    head = " & ".join(_stacked(table, column, labels) for column in table.columns) + LINE_END
    body = (
        "".join(_line([column.cell(row) for column in table.columns]) for _, row in table.rows.iterrows())
        or f"\\multicolumn{{{len(table.columns)}}}{{l}}{{--}} \\\\\n"
    )
    title, note = escaped(labels.joined(table.title)), escaped(labels.joined(table.note, "\n"))
    opening = HEADER.format(name=table.name, title=labels.joined(table.title))
    environment = _long if len(table.rows) > LONG else _short
    return opening + environment(table.name, shapes, head, body, title, note)


def _stacked(table: PaperTable, column: PrintedColumn, labels: Labels) -> str:
    """Return the head of a column, English over Chinese where both are shown."""
    side = column.shape if column.shape == RIGHT else "l"
    lines = table.head(column.head, labels, "\n").split("\n")
    return f"\\shortstack[{side}]{{" + r" \\ ".join(map(escaped, lines)) + "}"


def _line(cells: Sequence[str]) -> str:
    return " & ".join(map(escaped, cells)) + LINE_END


def _short(name: str, shapes: str, head: str, body: str, title: str, note: str) -> str:
    return (
        f"\\begin{{table}}\n\\centering{SET}\n\\caption{{{title}}}\\label{{tab:{name}}}\n"
        f"\\begin{{tabular}}{{@{{}}{shapes}@{{}}}}\n\\toprule\n{head}\\midrule\n{body}\\bottomrule\n\\end{{tabular}}\n"
        f"\\par\\smallskip\\parbox{{\\linewidth}}{{\\scriptsize {note}}}\n\\end{{table}}\n"
    )


def _long(name: str, shapes: str, head: str, body: str, title: str, note: str) -> str:
    return (
        f"{{{SET}\n\\begin{{longtable}}{{@{{}}{shapes}@{{}}}}\n\\caption{{{title}}}\\label{{tab:{name}}}\\\\\n"
        f"\\toprule\n{head}\\midrule\n\\endfirsthead\n\\toprule\n{head}\\midrule\n\\endhead\n"
        f"\\bottomrule\n\\endfoot\n{body}\\end{{longtable}}\n"
        f"\\par\\noindent\\parbox{{\\linewidth}}{{\\scriptsize {note}}}\\par}}\n"
    )
