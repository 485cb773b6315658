"""Ob eine Datei auf einem Netzlaufwerk liegt.

SQLite schreibt sonst mit WAL, und dafür müssen sich alle Beteiligten Arbeitsspeicher teilen: Zwei Rechner an
einem Netzlaufwerk können das nicht, und das Register ginge kaputt.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HINWEIS = (
    "Das Register liegt auf einem Netzlaufwerk. Dort wird es vorsichtiger und langsamer geschrieben, und der "
    "INSEK-Monitor darf immer nur auf einem Rechner laufen. Besser liegt es auf diesem Rechner: eine "
    "Sicherung anlegen („sichern“), in INSEK_DATENORDNER einen Ordner dieses Rechners nennen, "
    "„wiederherstellen“. Für mehrere Rechner gehört es in eine PostgreSQL-Datenbank (INSEK_DATENBANK_URL)."
)
EINHAENGUNGEN = Path("/proc/mounts")
ARTEN = frozenset({
    "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "fuse.rclone", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3",
    "smbfs", "webdav",
})  # fmt: skip
"""Dateisysteme, hinter denen ein anderer Rechner steht."""


def liegt_im_netz(datei: Path) -> bool:
    """Ob diese Datei (oder der Ordner, in dem sie entstehen soll) auf einem Netzlaufwerk liegt."""
    if sys.platform == "win32":
        import ctypes

        verbunden = 4  # DRIVE_REMOTE: ein Laufwerksbuchstabe für eine Freigabe
        weg = datei.absolute()
        return ist_unc(str(weg)) or ctypes.windll.kernel32.GetDriveTypeW(weg.anchor) == verbunden
    else:
        return _dateisystem(datei.resolve()) in ARTEN


def ist_unc(weg: str) -> bool:
    r"""Ob ein Windows-Weg einen anderen Rechner nennt: ``\\server\freigabe``, ``\\?\UNC\server\freigabe``."""
    return bool(re.match(r"[\\/]{2}([?.][\\/]UNC[\\/]|[^?.\\/])", weg, re.IGNORECASE))


def _dateisystem(weg: Path) -> str:
    """Art der innersten Einhängung über diesem Weg, bei mehreren am selben Ort der letzten."""
    passend = [
        (len(Path(ort).parts), nummer, art)
        for nummer, (ort, art) in enumerate(_einhaengungen())
        if weg.is_relative_to(ort)
    ]
    return max(passend, default=(0, 0, ""))[2]


def _einhaengungen() -> list[tuple[str, str]]:
    """Ort und Art jedes eingehängten Dateisystems; leer, wenn das System sie nicht nennt."""
    try:
        if sys.platform == "darwin":
            lauf = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
            return re.findall(r" on (/.*) \((\w+)", lauf.stdout)
        else:
            text = EINHAENGUNGEN.read_text(encoding="utf-8", errors="surrogateescape")
            felder = [zeile.split(" ") for zeile in text.splitlines() if zeile.count(" ") > 1]
            # Ein Leerzeichen im Ort steht als „\040“ da.
            return [(re.sub(r"\\(\d{3})", lambda z: chr(int(z[1], 8)), f[1]), f[2]) for f in felder]
    except (OSError, subprocess.SubprocessError):
        return []
