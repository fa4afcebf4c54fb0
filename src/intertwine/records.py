"""The hand-over tables between stages: columns, types and keys, checked on every read and write.

Stages hand over Parquet (zstd, fixed Arrow schema, sorted by key, written whole or not at all); what people read is
CSV. A table is declared once, in the `records.py` of the room that makes it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from intertwine.csv_cells import guarded, unguarded

if TYPE_CHECKING:
    import pandas as pd

TEXT = pa.string()
WORD = pa.dictionary(pa.int32(), pa.string())
"""Text that repeats often: stored once and pointed at."""
COUNT = pa.int32()
NUMBER = pa.float64()

NUMBERS_IN_CSV = "%.6g"


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One hand-over table.

    Attributes
    ----------
    name
        Its path under the folder of results, as in ``corpus/turns.parquet``.
    key
        Columns that identify a row; rows are unique in them and sorted by them.
    columns
        Name and Arrow type of every column, in order.
    optional
        Columns in which a value may be missing (an estimate that could not be made).
    open_ended
        Whether further columns of text follow, as the manifest's own do.
    """

    name: str
    key: tuple[str, ...]
    columns: Mapping[str, pa.DataType]
    optional: frozenset[str] = field(default=frozenset())
    open_ended: bool = False

    @property
    def stem(self) -> str:
        """The name without folder and suffix.

        >>> Table("corpus/turns.parquet", key=(), columns={}).stem
        'turns'
        """
        return Path(self.name).stem


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """A folder of files for people, by its path under the results; written whole or not at all."""

    name: str

    @property
    def sums(self) -> str:
        """The file in it that holds the hash of every other one, by which a copy is known to be the same.

        >>> Folder("tables").sums
        'tables/SHA256SUMS'
        """
        return f"{self.name}/SHA256SUMS"


@dataclass(frozen=True, slots=True, eq=False)
class TextFile:
    """A file of text (UTF-8), by its path under the results."""

    name: str


def stacked(table: Table, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return parts of a table one below the other; `table` without rows where there is none."""
    import pandas as pd

    return pd.concat(list(parts), ignore_index=True) if parts else empty(table)


def arrow_schema(table: Table, more: tuple[str, ...] = ()) -> pa.Schema:
    """Return the fixed Arrow schema of `table`, with the text columns `more` at its end."""
    fields = [pa.field(name, kind, nullable=name in table.optional) for name, kind in table.columns.items()]
    return pa.schema(fields + [pa.field(name, TEXT, nullable=False) for name in more])


def check(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` in the order of columns and rows that `table` declares.

    Raises
    ------
    ValueError
        If a column is missing or unknown, a value is missing where none may be, or a key is there twice. This is a
        mistake of the program, never of the user.
    """
    import pandas as pd

    declared = list(table.columns)
    missing = [name for name in declared if name not in frame.columns]
    further = [name for name in frame.columns if name not in table.columns]
    if missing or (further and not table.open_ended):
        raise ValueError(f"{table.name}: missing columns {missing}, unknown columns {further}")
    required = [name for name in [*declared, *further] if name not in table.optional]
    without_value = [name for name in required if frame[name].isna().any()]
    if without_value:
        raise ValueError(f"{table.name}: missing values in {without_value}")
    words = [name for name, kind in table.columns.items() if kind == NUMBER and frame[name].dtype == object]
    if words and not frame.empty:
        raise ValueError(f"{table.name}: {words} do not hold plain numbers")
    keys = list(table.key)
    if frame.duplicated(keys).any():
        raise ValueError(f"{table.name}: {int(frame.duplicated(keys).sum())} rows repeat the key {keys}")
    if frame.empty:
        return empty(table).assign(**{name: pd.Series(dtype="str") for name in further})
    ordered = frame[declared + further].reset_index(drop=True)
    order = ordered[keys].astype({key: "str" for key in keys if _is_category(ordered[key])})
    return ordered.loc[order.sort_values(keys, kind="stable").index].reset_index(drop=True)


def _is_category(column: pd.Series) -> bool:
    return str(column.dtype) == "category"


def empty(table: Table) -> pd.DataFrame:
    """Return `table` without rows, its columns of the kinds that it declares."""
    return _empty(table).copy()


@cache
def _empty(table: Table) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype=_CSV_KINDS[kind]) for name, kind in table.columns.items()})


def frame(table: Table, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows, each by the names of columns, as a frame with the columns of `table`; without rows it is empty.

    Raises
    ------
    ValueError
        If a row names a column that `table` does not declare.
    """
    import pandas as pd

    unknown = {name for row in rows for name in row if name not in table.columns}
    if unknown:
        raise ValueError(f"{table.name}: unknown columns {sorted(unknown)}")
    return pd.DataFrame(rows, columns=list(table.columns)) if rows else empty(table)


def write(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Check `frame` and write it whole to `path`: Parquet, or CSV where the name ends in ``.csv``."""
    store(table, check(table, frame), path)


def store(table: Table, checked: pd.DataFrame, path: Path) -> None:
    """Write a frame that `check` returned whole to `path`: Parquet, or CSV where the name ends in ``.csv``."""
    if path.suffix == ".csv":
        text = guarded(checked).to_csv(index=False, float_format=NUMBERS_IN_CSV, lineterminator="\n")
        whole(path, lambda target: target.write_bytes(text.encode("utf-8-sig")))
        return
    more = tuple(name for name in checked.columns if name not in table.columns)
    arrow = pa.Table.from_pandas(checked, schema=arrow_schema(table, more), preserve_index=False)
    arrow = arrow.replace_schema_metadata(None)
    whole(path, lambda target: pq.write_table(arrow, target, compression="zstd"))


def write_plain(frame: pd.DataFrame, path: Path) -> None:
    """Write a table for people to a CSV file that spreadsheets open (UTF-8 with a mark), whole."""
    text = guarded(frame).to_csv(index=False, lineterminator="\n")
    whole(path, lambda target: target.write_bytes(text.encode("utf-8-sig")))


def write_text(text: str, path: Path) -> None:
    """Write a text to a file (UTF-8), whole."""
    whole(path, lambda target: target.write_bytes(text.encode("utf-8")))


def read(table: Table, path: Path, columns: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Read the table at `path`, or only some of its `columns`, and check that it is what `table` declares."""
    if path.suffix == ".csv":
        return _read_csv(table, path, columns)
    arrow = pq.read_table(path, columns=None if columns is None else list(columns))
    for name in arrow.column_names:
        declared = table.columns.get(name, TEXT if table.open_ended else None)
        if declared is None or arrow.schema.field(name).type != declared:
            raise ValueError(f"{path}: column {name} is not as {table.name} declares it")
    frame: pd.DataFrame = arrow.to_pandas()
    return frame


def _read_csv(table: Table, path: Path, columns: tuple[str, ...] | None) -> pd.DataFrame:
    import pandas as pd

    kinds = {name: _CSV_KINDS[kind] for name, kind in table.columns.items()}
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype=kinds, keep_default_na=False, na_values=_missing_in(table))
    return check(table, unguarded(frame))[list(columns) if columns else slice(None)]


_CSV_KINDS = {TEXT: "str", WORD: "str", COUNT: "int64", NUMBER: "float64"}


def _missing_in(table: Table) -> dict[str, list[str]]:
    return {name: [""] for name, kind in table.columns.items() if kind == NUMBER}


def rows_of_turns(frame: pd.DataFrame, turns: pd.DataFrame) -> NDArray[np.int64]:
    """Return the row in `turns` of each line's document and turn, or -1 where `turns` has no such row.

    Parameters
    ----------
    frame
        With document_id and turn, as sentences, tokens and hits have them.
    turns
        Sorted by document and turn; some rows may have been left out.
    """
    import pandas as pd

    ids = pd.Index(turns["document_id"].unique())
    span = max(int(turns["turn"].max()) if len(turns) else 0, int(frame["turn"].max()) if len(frame) else 0) + 1
    keys = ids.get_indexer(pd.Index(turns["document_id"])) * span + turns["turn"].to_numpy()
    category = frame["document_id"].astype("category").cat
    document = ids.get_indexer(pd.Index(category.categories))[category.codes]
    wanted = document * span + frame["turn"].to_numpy()
    place = np.searchsorted(keys, wanted)
    found = (document >= 0) & (np.append(keys, -1)[place] == wanted)
    return np.where(found, place, -1)


def _umask() -> int:
    """Return which rights the user's files do not get."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def whole(path: Path, write_to: Callable[[Path], object]) -> None:
    """Let `write_to` write a temporary file beside `path`, then rename it: the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write_to(temporary)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
