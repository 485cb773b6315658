"""Wer zuerst ansteht, ist zuerst dran; wer zu lange wartet, geht, ohne die Reihe aufzuhalten."""

from __future__ import annotations

import threading
import time

from insek_monitor.register.sqlitedatei import Reihe
from tests.hilfen.warten import warte


def warte_bis(reihe: Reihe, anstehende: int) -> None:
    assert warte(lambda: len(reihe._wartende) == anstehende, 60, 0.001)


def test_der_reihe_nach() -> None:
    reihe = Reihe()
    assert reihe.betritt(0)
    dran: list[int] = []

    def stell_dich_an(nummer: int) -> None:
        assert reihe.betritt(5)
        dran.append(nummer)
        reihe.verlasse()

    faeden = [threading.Thread(target=stell_dich_an, args=(nummer,)) for nummer in range(8)]
    for nummer, faden in enumerate(faeden, 1):
        faden.start()
        warte_bis(reihe, nummer)
    reihe.verlasse()
    for faden in faeden:
        faden.join()
    assert dran == list(range(8))
    assert reihe.betritt(0), "danach ist wieder frei"


def test_wer_geht_haelt_niemanden_auf() -> None:
    reihe = Reihe()
    assert reihe.betritt(0)
    assert not reihe.betritt(0.01)
    reihe.verlasse()
    assert reihe.betritt(0)
    assert not reihe.betritt(0)


def test_immer_nur_einer() -> None:
    reihe = Reihe()
    drin, hoechstens, gezaehlt = 0, 0, 0

    def arbeite() -> None:
        nonlocal drin, hoechstens, gezaehlt
        for _ in range(50):
            if reihe.betritt(0.0005):
                drin += 1
                hoechstens = max(hoechstens, drin)
                gezaehlt += 1
                time.sleep(0.0001)
                drin -= 1
                reihe.verlasse()

    faeden = [threading.Thread(target=arbeite) for _ in range(6)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert hoechstens == 1
    assert gezaehlt > 50
    assert reihe.betritt(0), "niemand ist hängen geblieben"
