"""Load a CSV file into a DuckDB table, every column as text: `python benchmarks/peer_duckdb.py FILE DATABASE`.

Started by spending.py with an interpreter that has duckdb.
"""

import sys

import duckdb


def main() -> None:
    """Load."""
    file, database = sys.argv[1:]
    with duckdb.connect(database) as connection:
        connection.execute("CREATE TABLE rows AS SELECT * FROM read_csv(?, all_varchar = true)", [file])
        print(connection.execute("SELECT count(*) FROM rows").fetchone())


if __name__ == "__main__":
    main()
