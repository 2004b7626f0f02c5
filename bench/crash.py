"""Kill `dateline rebuild` at random moments and see that the index always opens and answers.

python -m bench.crash [--times 50]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATELINE = str(Path(sys.executable).with_name("dateline"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATELINE_DATA_DIR": folder}

        def dateline(*arguments: str) -> None:
            subprocess.run([DATELINE, *arguments], env=environment, check=True, capture_output=True)

        dateline("ingest", "demo/articles")
        started = time.monotonic()
        dateline("rebuild", "--full")
        whole = time.monotonic() - started
        killed = 0
        for number in range(1, options.times + 1):
            # Anywhere in a rebuild, its start-up and its last rename included.
            moment = moments.uniform(0, whole * 1.05)
            with subprocess.Popen(
                [DATELINE, "rebuild", "--full"],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as process:
                time.sleep(moment)
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
            dateline("ask", "Who claimed responsibility for breaking the gate?")
            dateline("verify")
            print(f"{number}: killed after {moment:.2f} s; it answers and verifies", flush=True)
        print(f"{options.times} rebuilds, {killed} killed before their end; all answered after")


if __name__ == "__main__":
    main()
