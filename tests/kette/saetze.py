"""Was Sätze und Listen auf mehreren Seiten gleich sagen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tests.kette.anzeigen import NAMEN, Zeile, ablauftext, zeitpunkt
from tests.kette.lesen import pruefe
from tests.kette.referenz import STATUS, Ort


def pruefe_belege(text: str, orte: Sequence[Ort], wo: object) -> None:
    """Was über die einzelnen Gemeinden belegt ist, ohne Schätzung."""
    je = {s: sum(o.status == s for o in orte) for s in STATUS}
    gesamt, bekannt = len(orte), len(orte) - je["unbekannt"]
    if not bekannt:
        return pruefe(text, [gesamt], wo)
    soll: list[Fraction | int] = [gesamt]
    if je["vorhanden"]:
        soll = [je["vorhanden"], bekannt, Fraction(je["vorhanden"], bekannt)]
        if je["vorhanden"] == bekannt > 1:
            assert "Alle " in text, (wo, text)
            soll = [bekannt]
    soll += [je["teilweise"]] if je["teilweise"] else []
    soll += [je["kein"]] if 0 < je["kein"] < gesamt else []
    pruefe(text, soll + ([je["unbekannt"]] if je["unbekannt"] else []), wo)


def pruefe_liste(gezeigt: list[Zeile], orte: Sequence[Ort], wo: object) -> None:
    """Eine Liste von Gemeinden: dieselben in derselben Folge, jede Zelle."""
    assert [z["Gemeinde"] for z in gezeigt] == [o.name for o in orte], wo
    for zeile, ort in zip(gezeigt, orte, strict=True):
        beschluss = ort.konzept["beschluss"] if ort.konzept else ""
        if beschluss == "unbekannt" and ort.status == "teilweise":
            # Bei einem ähnlichen Konzept ohne Datum ist auch der Beschluss nicht belegt.
            beschluss = ""
        assert [zeile[n] for n in ("Kreis", "Einwohner", "Status", "Beschluss", "Ablauf", "Datenlage")] == [
            ort.kreis,
            ort.einwohner,
            NAMEN[STATUS.index(ort.status)],
            zeitpunkt(beschluss) if beschluss else None,
            ablauftext(ort),
            ort.konzept["datenlage"] if ort.konzept else None,
        ], (wo, zeile)
