"""Faults of a codebook: collected while it is read, so that a person sees all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intertwine.errors import UserError

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a codebook that is wrong: what, where, and what is allowed."""

    what: str
    where: str
    allowed: str


class FaultList(list[Fault]):
    """The faults met so far."""

    def add(self, what: str, *, where: str, allowed: str) -> None:
        """Note a fault and go on."""
        self.append(Fault(what, where, allowed))


def faults_error(faults: Sequence[Fault]) -> UserError:
    """Return one error for all `faults`, at the place of the first."""
    first = faults[0]
    if len(faults) == 1:
        return UserError(first.what, where=first.where, allowed=first.allowed)
    shown = [f"{fault.what} ({fault.where})" for fault in faults[:_SHOWN]]
    more = len(faults) - len(shown)
    what = f"{len(faults)} faults in the codebook:\n  " + "\n  ".join(shown) + (f"\n  and {more} more" if more else "")
    return UserError(what, where=first.where, allowed=first.allowed)
