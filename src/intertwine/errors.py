"""The one error users see: what is wrong, where, and what is allowed."""


class UserError(Exception):
    """A mistake the user can mend; printed without a traceback.

    Parameters
    ----------
    what
        What is wrong, in one sentence. Never the text of an interview; at most a few characters.
    where
        File, line, document, or key of the settings.
    allowed
        What is allowed, or what to do about it.

    Examples
    --------
    >>> print(UserError("unknown role 'guest'", where="speakers.csv, line 4", allowed="interviewer, respondent"))
    unknown role 'guest'
      where: speakers.csv, line 4
      allowed: interviewer, respondent
    """

    def __init__(self, what: str, *, where: str = "", allowed: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.allowed = allowed

    def __str__(self) -> str:
        lines = [self.what]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.allowed:
            lines.append(f"  allowed: {self.allowed}")
        return "\n".join(lines)
