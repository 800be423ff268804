"""A Spark cluster on this machine: a master and two workers on loopback, started here and ended here by their ids."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

LOOPBACK = "127.0.0.1"
_HOME = Path(pyspark.__file__).parent
# These machines live for a minute: compiling for a long life, and many threads that tidy up, do not pay.
_SHORT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_STARTS = 90  # seconds within which a daemon must say that it is there


@contextmanager
def session(folder: Path) -> Iterator[SparkSession]:
    """A session on a cluster of its own, whose files are all in the folder."""
    os.environ["SPARK_LOCAL_IP"] = LOOPBACK
    with ExitStack() as ending:
        place = ending.enter_context(_daemon("master.Master", ["--port", "0"], folder, r"spark://127\.0\.0\.1:\d+"))
        for _ in range(2):
            limits = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / "work"), place]
            ending.enter_context(_daemon("worker.Worker", ["--port", "0", *limits], folder, "registered with master"))
        started = _started(place, folder)
        gateway = started.sparkContext._gateway
        try:
            yield started
        finally:
            started.stop()
            gateway.shutdown()
            gateway.proc.stdin.close()
            _end(gateway.proc)


def _started(place: str, folder: Path) -> SparkSession:
    limits = {
        "spark.driver.memory": "1g",
        "spark.executor.memory": "900m",
        "spark.executor.cores": "1",
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": _SHORT,
        "spark.executor.extraJavaOptions": _SHORT,
    }
    return SparkSession.builder.master(place).appName("duban").config(map=limits).getOrCreate()


@contextmanager
def _daemon(name: str, arguments: list[str], folder: Path, ready: str) -> Iterator[str]:
    """A daemon of the cluster, once it has written ``ready``; what was found is given."""
    log = folder / f"{name}-{time.monotonic_ns()}.log"
    command = [str(_HOME / "bin/spark-class"), f"org.apache.spark.deploy.{name}", "--host", LOOPBACK]
    limits = {"SPARK_HOME": str(_HOME), "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": _SHORT}
    limits |= {"SPARK_LOCAL_DIRS": str(folder / "local")}
    with log.open("w") as written:
        process = subprocess.Popen(
            [*command, "--webui-port", "0", *arguments],
            env=os.environ | limits,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _said(process, log, ready)
    finally:
        _end(process)


def _said(process: subprocess.Popen[bytes], log: Path, ready: str) -> str:
    until = time.monotonic() + _STARTS
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(ready, log.read_text(errors="replace"), re.IGNORECASE):
            return found[0]
        time.sleep(0.2)
    raise RuntimeError(f"{process.args!r} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
