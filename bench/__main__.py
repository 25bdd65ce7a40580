"""`python -m bench`: measure every set and hold the figures against the pinned floors."""

from __future__ import annotations

import sys

from bench.gate import main

sys.exit(main())
