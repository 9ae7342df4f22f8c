"""The same settings on Spark, for what one machine cannot compare in time."""

import os
from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from bairn.kernel.refusal import Refusal
from bairn.likeness.batch.comparing import Comparison
from bairn.likeness.batch.dialect import SPARK
from bairn.likeness.batch.engine import Compared, Weights, compared, predict

try:
    from pyspark.sql import SparkSession
    from splink.internals.spark.database_api import SparkAPI
    from splink.internals.spark.jar_location import similarity_jar_location
except ImportError:
    SparkSession = None


class OnSpark:
    """Splink's Spark interface; where the cluster is, `SPARK_MASTER` says (else this machine)."""

    speak = SPARK

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        if SparkSession is None:
            raise Refusal(
                "link.no_spark",
                "Spark is not installed. It needs Java 17 and "
                "`pip install -r requirements/spark.txt`.",
            )
        self._connection = connection
        self._spark = _session()
        make: Any = SparkAPI  # it has no types of its own
        self._api = make(spark_session=self._spark, break_lineage_method="persist")
        self._tidy = self._frame("tidy")

    def compare(
        self, pairs: str, used: Sequence[Comparison], weights: Weights, prior: float
    ) -> Compared:
        """Every pair of the table of candidates, compared on the cluster."""
        predicted = predict(self._api, self._tidy, self._frame(pairs), used, weights, prior)
        columns = [f"mw_{one.code}" for one in used]
        frame = predicted.as_spark_dataframe().select(
            "unique_id_l", "unique_id_r", "match_weight", "match_key", *columns
        )
        table: Any = frame.toArrow()
        rows = {name: table[name].to_numpy() for name in table.column_names}
        return compared(rows, used, weights)

    def _frame(self, table: str) -> Any:
        read: Any = self._connection.execute(f"select * from {table}").to_arrow_table()
        if "match_key" in read.column_names:  # Spark knows no unsigned numbers
            place = read.column_names.index("match_key")
            read = read.set_column(place, "match_key", read["match_key"].cast(pa.int64()))
        return self._spark.createDataFrame(read)


def _session() -> Any:
    """Shuffles that spill are encrypted: nothing in clear on a disk."""
    builder = SparkSession.builder.appName("bairn link")
    for key, value in {
        "spark.master": os.environ.get("SPARK_MASTER", "local[*]"),
        "spark.jars": similarity_jar_location(),
        "spark.io.encryption.enabled": "true",
        "spark.network.crypto.enabled": "true",
        "spark.authenticate": "true",
        "spark.ui.enabled": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": "16",
        "spark.driver.memory": "4g",
    }.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()
