"""Tables of articles (.csv, .tsv, .jsonl, .json, .parquet): everything is text first, ids and dates too."""

from collections.abc import Iterator, Mapping
from typing import Any

from .account import Refusal, short
from .columns import match_columns, named
from .encoding import most_bytes, text_blocks
from .files import File
from .objects import read_lines, read_list
from .separated import read_blocks

Row = tuple[int, dict[str, Any] | Refusal]


def read_table(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    """Line or number, and article or why not, of each row of a table."""
    if file.kind == ".parquet":
        return _parquet(file, columns)
    if file.kind == ".json":
        return read_list(file, columns)
    if file.kind.startswith(".jsonl"):
        return read_lines(file, columns)
    return read_blocks(text_blocks(file.path), columns, tabs=file.kind.startswith(".tsv"))


def _parquet(file: File, columns: Mapping[str, str]) -> Iterator[Row]:
    import pyarrow as arrow  # heavy, and needed for this kind alone
    import pyarrow.parquet as parquet

    try:
        schema = parquet.read_schema(file.path)
        words = [field.name for field in schema if _is_text(field.type)]
        # Read as dictionaries: one long value repeated is then met once, before it is written out.
        table = parquet.ParquetFile(file.path, read_dictionary=words, page_checksum_verification=True)
        index = [name for name in schema.names if name.startswith("__index_level_")]
        names = {name: "id" if name in index[:1] and "id" not in schema.names else name for name in schema.names}
        chosen = match_columns(names.values(), columns)
        number = total = 0
        limit = most_bytes(file.path)
        for batch in table.iter_batches(batch_size=64):
            total += _written_out(batch)
            if total > limit:
                raise Refusal(f"the file goes on beyond {limit // 1_000_000} MB when written out", "split it")
            for row in batch.to_pylist():
                number += 1
                yield number, named({names[name]: value for name, value in row.items()}, chosen, "parquet")
    except (arrow.ArrowException, OSError, ValueError) as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal(f"the file is damaged or no parquet file ({short(error)})", "write it again") from None


def _is_text(kind: Any) -> bool:
    return str(kind) in ("string", "large_string")


def _written_out(batch: Any) -> int:
    import pyarrow as arrow
    import pyarrow.compute as compute

    total = batch.nbytes
    for column in batch.columns:
        if arrow.types.is_dictionary(column.type) and _is_text(column.type.value_type):
            total += compute.sum(compute.binary_length(column.dictionary).take(column.indices)).as_py() or 0
    return total
