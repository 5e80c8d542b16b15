"""`python -m dr_desktop [PLAN]` does what the `dr-desktop` command does."""

import sys

from dr_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
