"""Tables in LaTeX with booktabs; long ones run over pages."""

from __future__ import annotations

from collections.abc import Sequence

from intertwine.tables.columns import RIGHT, Content, Printed
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


def latex(content: Content, labels: Labels) -> str:
    """Return a table in LaTeX: its title as caption, its note below."""
    columns = "".join(column.column for column in content.printed)
    head = _head(content)
    body = (
        "".join(_line([column.say(row) for column in content.printed]) for _, row in content.rows.iterrows())
        or f"\\multicolumn{{{len(content.printed)}}}{{l}}{{--}} \\\\\n"
    )
    title, note = escaped(labels.joined(content.title)), escaped(labels.joined(content.note, "\n"))
    opening = HEADER.format(name=content.name, title=labels.joined(content.title))
    shape = _long if len(content.rows) > LONG else _short
    return opening + shape(content.name, columns, head, body, title, note)


def _head(content: Content) -> str:
    """Return the heads of columns, English over Chinese where both are shown."""
    return " & ".join(_stacked(column) for column in content.printed) + LINE_END


def _stacked(column: Printed) -> str:
    side = column.column if column.column == RIGHT else "l"
    return f"\\shortstack[{side}]{{" + r" \\ ".join(map(escaped, column.head.split("\n"))) + "}"


def _line(cells: Sequence[str]) -> str:
    return " & ".join(map(escaped, cells)) + LINE_END


def _short(name: str, columns: str, head: str, body: str, title: str, note: str) -> str:
    return (
        f"\\begin{{table}}\n\\centering{SET}\n\\caption{{{title}}}\\label{{tab:{name}}}\n"
        f"\\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n\\toprule\n{head}\\midrule\n{body}\\bottomrule\n\\end{{tabular}}\n"
        f"\\par\\smallskip\\parbox{{\\linewidth}}{{\\scriptsize {note}}}\n\\end{{table}}\n"
    )


def _long(name: str, columns: str, head: str, body: str, title: str, note: str) -> str:
    return (
        f"{{{SET}\n\\begin{{longtable}}{{@{{}}{columns}@{{}}}}\n\\caption{{{title}}}\\label{{tab:{name}}}\\\\\n"
        f"\\toprule\n{head}\\midrule\n\\endfirsthead\n\\toprule\n{head}\\midrule\n\\endhead\n"
        f"\\bottomrule\n\\endfoot\n{body}\\end{{longtable}}\n"
        f"\\par\\noindent\\parbox{{\\linewidth}}{{\\scriptsize {note}}}\\par}}\n"
    )
