"""The report: one HTML file that opens from disk, without network, and runs nothing that stands in a text.

Text enters as text only: Jinja2 escapes what stands in the page, the script builds what it shows from text nodes, and a
content security policy lets nothing run but the page's own script, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

_PAGE = files("intertwine.report") / "assets"
_SCRIPTS = ("state.js", "concordance.js", "matrix.js", "forms.js")
"""Parts of the page's one script, in the order in which they are run."""

_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end a script element or a line of script, as JSON may write it."""


def page(contents: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """Return the page.

    Parameters
    ----------
    contents
        What the template names: plain text and numbers, escaped there.
    data
        What the script reads: the concordance and the matrix.
    """
    style, script = _part("report.css"), "\n".join(map(_part, _SCRIPTS))
    template = _environment().get_template("report.html.j2")
    return template.render(
        contents,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        data=Markup(as_json(data)),  # noqa: S704 - escaped there
        policy=policy(style, script),
    )


def compared(contents: Mapping[str, Any]) -> str:
    """Return the page about two versions of a codebook; it runs no script."""
    style = _part("report.css")
    policy = f"default-src 'none'; style-src '{_hashed(style)}'; base-uri 'none'; form-action 'none'"
    template = _environment().get_template("compare.html.j2")
    return template.render(contents, style=Markup(style), policy=policy)  # noqa: S704 - our own file


def policy(style: str, script: str) -> str:
    """Return the content security policy that allows this style, this script, images inside the page, and no more."""
    return (
        f"default-src 'none'; script-src '{_hashed(script)}'; style-src '{_hashed(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def as_json(data: Mapping[str, Any]) -> str:
    r"""Return data as JSON that may stand in a script element, whatever text is in it.

    >>> as_json({"text": "</script>"})
    '{"text":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPED)


def _hashed(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def _part(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_part), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment
