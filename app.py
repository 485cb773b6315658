"""Start des INSEK-Monitors: `streamlit run app.py`.

Setzt nur zusammen: das Streamlit-Skript, die eigenen HTTP-Wege, die Zwischenschichten (Schutz, Grenze für
Dateien, Seite auf Deutsch) und das Aufwärmen beim Start.
"""

import sys

import streamlit as st
from starlette.middleware import Middleware

from insek_monitor.rahmen.anmeldung import pruefe_cookie_secret
from insek_monitor.rahmen.fehler import melde_unerwartetes
from insek_monitor.rahmen.hochladen import Hochladegrenze
from insek_monitor.rahmen.schutz import Schutz
from insek_monitor.rahmen.seitenhuelle import DeutscheSeite
from insek_monitor.seiten.aufwaermen import UNTER_PFAD, beim_start
from insek_monitor.seiten.beitraege import WEGE

if zu_kurz := pruefe_cookie_secret():
    sys.exit(zu_kurz)
if str(st.get_option("server.baseUrlPath") or "").strip("/"):
    sys.exit(UNTER_PFAD)

app = st.App(
    "insek_monitor/seiten/skript.py",
    lifespan=beim_start,
    routes=WEGE,
    middleware=[Middleware(Schutz), Middleware(Hochladegrenze), Middleware(DeutscheSeite)],
    on_script_error=melde_unerwartetes,
)
