"""Decide from the results of the other jobs whether a change may be merged or published.

GitHub counts a skipped job as a success, so the GPU job alone can't be a required check. This one
is: a GPU run is due, unless the repository is a fork, which has no GPU runner, or a fork's pull
request asks, which must never reach it. The event says what is a fork, so no name has to be written
down anywhere; what isn't known to be a fork needs a GPU run.
"""

import os
import sys
from collections.abc import Mapping


def verdict(environment: Mapping[str, str]) -> str | None:
    """Say why not, or None."""
    for job in ("CPU", "SYSTEMS", "BROWSERS", "SITE"):
        if environment[job] != "success":
            return f"the {job.lower()} job ended with {environment[job]!r}"
    pull_request = environment["EVENT"] == "pull_request"
    from_fork = pull_request and environment["HEAD_REPOSITORY"] != environment["REPOSITORY"]
    due = environment["IS_FORK"] != "true" and not from_fork
    if due and environment["GPU"] != "success":
        return (
            f"a GPU run is due here, and the gpu job ended with {environment['GPU']!r}; "
            "is the repository variable GPU_RUNNER set?"
        )
    if not due and environment["GPU"] not in ("success", "skipped"):
        return f"the gpu job ended with {environment['GPU']!r}"
    return None


if __name__ == "__main__":
    reason = verdict(os.environ)
    print(reason or "everything that was due was run")
    sys.exit(reason is not None)
