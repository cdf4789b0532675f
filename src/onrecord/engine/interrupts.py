"""Ctrl-C belongs to the process a person started, not to its workers.

Loaded first by the fork server, which hands the setting down to every worker, and nowhere else: loading it has that
effect. A worker that is still starting would otherwise print a trace of its own when somebody stops a build.
"""

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
