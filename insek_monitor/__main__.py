"""``python -m insek_monitor``: siehe ``kommandozeile``."""

import sys

from insek_monitor.kommandozeile import main

if __name__ == "__main__":
    sys.exit(main())
