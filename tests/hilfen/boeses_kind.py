"""Ein Kindprozess, der sich danebenbenimmt; ``waechter.im_kind`` muss damit fertigwerden."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from insek_monitor.einspielen.lesen.kindprozess import fuehre_aus


def _benimm_dich_daneben(angaben: dict[str, Any], inhalt: bytes) -> bytes:
    art = angaben["art"]
    if art == "schlafen":
        time.sleep(60)
    elif art == "rechnen":
        while True:
            pass
    elif art == "speicher":
        bytearray(8 << 30)
    elif art == "absturz":
        os.abort()
    elif art == "ausnahme":
        raise RuntimeError("geheimer Grund")
    elif art == "schreiben":
        Path(angaben["ziel"]).write_bytes(b"x" * 10_000)
    elif art == "ausgabe":
        print("Unsinn", flush=True)
    elif art == "umgebung":
        return json.dumps(dict(os.environ)).encode()
    return inhalt[::-1]


if __name__ == "__main__":
    fuehre_aus(_benimm_dich_daneben)
